import { loadOf } from './load';
import { rowProblems } from './rowProblems';

describe('rowProblems', () => {
  it('puts each refusal at the household of its pair and keeps the rest', () => {
    const { rows, general } = rowProblems(
      [
        { code: 'LIMIT', path: ['input', 'pairs', '1', 'cadreId'], message: '该干部已满 4 户' },
        { code: 'STATE', path: ['input', 'pairs', '1', 'householdId'], message: '这户已结档' },
        { code: 'UNAVAILABLE', path: [], message: '请稍后再试' },
        { code: 'INVALID', path: ['input', 'pairs', '9'], message: '没有这一行' },
      ],
      ['h1', 'h2'],
    );
    expect([...rows]).toEqual([['h2', '该干部已满 4 户；这户已结档']]);
    expect(general.map((one) => one.message)).toEqual(['请稍后再试', '没有这一行']);
  });
});

describe('loadOf', () => {
  it('knows the bounds of the notice: two to four households', () => {
    expect([0, 1, 2, 3, 4, 5].map((count) => loadOf(count).missing)).toEqual([2, 1, 0, 0, 0, 0]);
    expect([3, 4, 5].map((count) => loadOf(count).full)).toEqual([false, true, true]);
  });
});
