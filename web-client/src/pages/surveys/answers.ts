import type { RecordFactsFragment, RoundFactsFragment, SurveyAnswerInput } from '@/gql/graphql';
import type { RefusalFields } from '@/shared/userErrors';

export type Question = RoundFactsFragment['questions'][number];

/** An answer as the form holds it, by the code of its question. */
export type AnswerValue = string | number | boolean | string[] | null | undefined;
export type AnswerValues = Record<string, AnswerValue>;

function blank(value: AnswerValue): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
}

function toAnswer(question: Question, value: AnswerValue): SurveyAnswerInput {
  const { code, kind } = question;
  switch (kind) {
    case 'TEXT':
      return { question: code, text: String(value).trim() };
    case 'NUMBER':
      return { question: code, number: Number(value) };
    case 'YES_NO':
      return { question: code, yes: value === true };
    case 'SINGLE_CHOICE':
      return { question: code, choices: [String(value)] };
    case 'MULTIPLE_CHOICE':
      return { question: code, choices: value as string[] };
    case 'MONEY':
      return { question: code, money: String(value) };
  }
}

/** The answers as the server takes them, in the order of the questions; what was not answered is left out. */
export function toAnswers(questions: readonly Question[], values: AnswerValues): SurveyAnswerInput[] {
  return questions.filter((one) => !blank(values[one.code])).map((one) => toAnswer(one, values[one.code]));
}

type Given = Pick<RecordFactsFragment['answers'][number], 'question'> & Partial<SurveyAnswerInput>;

/** Given answers as the form holds them: those of a record, or of something written that was refused. */
export function fromAnswers(questions: readonly Question[], given: readonly Given[]): AnswerValues {
  const values: AnswerValues = {};
  for (const { code, kind } of questions) {
    const answer = given.find((one) => one.question === code);
    if (!answer) continue;
    const chosen = answer.choices ?? [];
    values[code] = kind === 'SINGLE_CHOICE' ? chosen[0] : kind === 'MULTIPLE_CHOICE' ? [...chosen] : (answer.text ?? answer.number ?? answer.yes ?? answer.money);
  }
  return values;
}

/** Refusals of answers by their place in what was sent, as refusals by the code of the question. */
export function byQuestion(refusals: readonly RefusalFields[], sent: readonly SurveyAnswerInput[]): RefusalFields[] {
  return refusals.map((one) => {
    const [root, list, place] = one.path;
    const code = root === 'input' && list === 'answers' ? sent[Number(place)]?.question : undefined;
    return code ? { ...one, path: ['input', 'answers', code] } : one;
  });
}
