import { atUnions, linesOf, proposed } from './proposal';

const amounts = { union_1: null, union_2: '0.10', union_3: undefined, union_4: '0.00', union_5: '0.20' };

const refusal = (...path: string[]) => ({ code: 'INVALID' as const, path: ['input', ...path], message: '' });

describe('a proposal to many unions', () => {
  it('sends the rows that are filled in, and sums them to the fen', () => {
    expect(linesOf(amounts)).toEqual([{ unionId: 'union_2', amount: '0.10' }, { unionId: 'union_5', amount: '0.20' }]);
    expect(proposed(amounts)).toEqual({ sum: '0.30', count: 2 });
    expect(proposed(undefined)).toEqual({ sum: '0.00', count: 0 });
  });

  it('shows a refusal at its union', () => {
    const errors = [refusal('lines', '1', 'amount'), refusal('lines', '0', 'unionId'), refusal('lines'), refusal('fundId')];
    expect(atUnions(errors, linesOf(amounts)).map((one) => one.path.slice(1).join('.'))).toEqual(['amounts.union_5', 'amounts.union_2', 'lines', 'fundId']);
  });
});
