import type { CreateSurveyRoundInput, HouseholdKind, RoundFactsFragment, SurveyQuestionInput, SurveyQuestionKind } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';

export interface QuestionValues {
  /** None for a new one: the server gives it. */
  code?: string | null;
  kind: SurveyQuestionKind;
  label?: string;
  help?: string | null;
  required?: boolean;
  options?: { code?: string | null; label?: string }[] | null;
}

export interface RoundValues {
  name: string;
  note?: string | null;
  opensOn: string;
  closesOn?: string | null;
  scopeId?: string | null;
  kinds?: HouseholdKind[];
  questions?: QuestionValues[];
}

export function byChoice(kind: SurveyQuestionKind | undefined): boolean {
  return kind === 'SINGLE_CHOICE' || kind === 'MULTIPLE_CHOICE';
}

/** The draft as the server takes it, whole; options that were typed before the kind changed stay out. */
export function toRoundInput(values: RoundValues): Omit<CreateSurveyRoundInput, 'idempotencyKey'> {
  const { questions = [], kinds = [], ...rest } = blanksToNull(values);
  return {
    ...rest,
    kinds: kinds.length > 0 ? kinds : null,
    questions: questions.map((one): SurveyQuestionInput => ({
      code: one.code,
      kind: one.kind,
      label: one.label ?? '',
      help: one.help,
      required: one.required ?? false,
      options: byChoice(one.kind) ? (one.options ?? []).map(({ code, label }) => ({ code, label: label ?? '' })) : null,
    })),
  };
}

/** What the form of a draft begins with. */
export function fromRound(round: RoundFactsFragment): RoundValues {
  const { name, note, opensOn, closesOn, kinds, scope, questions } = round;
  return {
    name, note, opensOn, closesOn, kinds: [...kinds], scopeId: scope?.id,
    questions: questions.map(({ code, kind, label, help, required, options }) => ({
      code, kind, label, help, required, options: options.map((one) => ({ code: one.code, label: one.label })),
    })),
  };
}
