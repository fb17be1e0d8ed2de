import { byQuestion, fromAnswers, toAnswers, type Question } from './answers';

const question = (code: string, kind: Question['kind'], options: Question['options'] = []): Question => ({ code, kind, label: code, help: null, required: false, options });
const options = [
  { code: 'A1', label: '就业' },
  { code: 'A2', label: '看病' },
];
const questions = [
  question('Q1', 'YES_NO'),
  question('Q2', 'SINGLE_CHOICE', options),
  question('Q3', 'MULTIPLE_CHOICE', options),
  question('Q4', 'MONEY'),
  question('Q5', 'NUMBER'),
  question('Q6', 'TEXT'),
];

const refusal = (path: string[]) => ({ code: 'INVALID' as const, path, message: '不对' });

describe('answers', () => {
  it('are sent by the field of their kind, no is an answer and blank is none', () => {
    const values = { Q1: false, Q2: 'A2', Q3: ['A1', 'A2'], Q4: '1200.5', Q5: 0, Q6: '  ' };
    const sent = toAnswers(questions, values);
    expect(sent).toEqual([
      { question: 'Q1', yes: false },
      { question: 'Q2', choices: ['A2'] },
      { question: 'Q3', choices: ['A1', 'A2'] },
      { question: 'Q4', money: '1200.5' },
      { question: 'Q5', number: 0 },
    ]);
    expect(fromAnswers(questions, sent)).toEqual({ Q1: false, Q2: 'A2', Q3: ['A1', 'A2'], Q4: '1200.5', Q5: 0 });
  });

  it('of a record, with the other fields empty, fill the form', () => {
    const record = [
      { question: 'Q1', text: null, number: null, yes: true, choices: [], money: null },
      { question: 'Q6', text: '孩子上学', number: null, yes: null, choices: [], money: null },
      { question: 'Q9', text: '不在问卷里', number: null, yes: null, choices: [], money: null },
    ];
    expect(fromAnswers(questions, record)).toEqual({ Q1: true, Q6: '孩子上学' });
  });

  it('that are refused are refused at their question', () => {
    const sent = toAnswers(questions, { Q2: 'A1', Q4: '-1' });
    const placed = byQuestion([refusal(['input', 'answers', '1', 'money']), refusal(['input', 'answers', 'Q1']), refusal(['input', 'visitedOn'])], sent);
    expect(placed.map((one) => one.path)).toEqual([
      ['input', 'answers', 'Q4'],
      ['input', 'answers', 'Q1'],
      ['input', 'visitedOn'],
    ]);
  });
});
