import type { RoundFactsFragment } from '@/gql/graphql';
import { fromRound, toRoundInput } from './roundForm';

describe('toRoundInput', () => {
  it('sends options of questions by choice only, and leaves blank what the server decides', () => {
    const input = toRoundInput({
      name: ' 2014 年摸底 ',
      opensOn: '2014-08-06',
      kinds: [],
      questions: [
        { kind: 'YES_NO', label: '有未就业毕业生', options: [{ label: '忘了删' }] },
        { code: 'Q2', kind: 'SINGLE_CHOICE', label: '最需要', required: true, options: [{ code: 'A1', label: '就业' }, { label: '看病' }] },
      ],
    });
    expect(input).toEqual({
      name: '2014 年摸底',
      opensOn: '2014-08-06',
      kinds: null,
      questions: [
        { code: undefined, kind: 'YES_NO', label: '有未就业毕业生', help: undefined, required: false, options: null },
        { code: 'Q2', kind: 'SINGLE_CHOICE', label: '最需要', help: undefined, required: true, options: [{ code: 'A1', label: '就业' }, { code: undefined, label: '看病' }] },
      ],
    });
  });

  it('brings a draft back as it was', () => {
    const question = { code: 'Q1', kind: 'TEXT', label: '最想解决的事', help: null, required: false, options: [] };
    const draft = { name: '摸底', note: null, opensOn: '2014-08-06', closesOn: '2014-09-06', kinds: ['LINKED'], scope: { id: 'union_1', name: '兰山区' }, questions: [question] };
    expect(toRoundInput(fromRound(draft as unknown as RoundFactsFragment))).toEqual({
      name: '摸底', note: null, opensOn: '2014-08-06', closesOn: '2014-09-06', kinds: ['LINKED'], scopeId: 'union_1',
      questions: [{ ...question, options: null }],
    });
  });
});
