import type { FundFlowFactsFragment } from '@/gql/graphql';
import { heldOf, waterfall } from './flows';

function flows(changes: Partial<FundFlowFactsFragment>): FundFlowFactsFragment {
  const none = '0.00';
  return {
    opening: none, income: none, received: none, issued: none, paid: none, carried: none,
    available: none, committed: none, paying: none, inTransit: none, budget: none, budgetUsed: none,
    ...changes,
  };
}

describe('the waterfall of a statement', () => {
  const dues = flows({ opening: '10.00', income: '100.05', issued: '40.00', paid: '20.00', available: '30.00', inTransit: '20.05' });
  const gift = flows({ received: '5.00', available: '4.99', committed: '0.01' });

  it('begins each bar where the one before ended and ends at what is left', () => {
    const bars = waterfall([{ name: 'dues', flows: dues }, { name: 'gift', flows: gift }]);
    expect(bars.map((bar) => [bar.step, bar.base, bar.pieces])).toEqual([
      ['opening', 0n, [1000n, 0n]],
      ['income', 1000n, [10005n, 0n]],
      ['received', 11005n, [0n, 500n]],
      ['issued', 7505n, [4000n, 0n]],
      ['paid', 5505n, [2000n, 0n]],
      ['carried', 5505n, [0n, 0n]],
      ['left', 0n, [5005n, 500n]],
    ]);
    const left = bars.at(-1)?.pieces.reduce((sum, one) => sum + one, 0n);
    expect(left).toBe(bars.at(-2)?.base);
  });

  it('counts what is left in all its places', () => {
    expect(heldOf(gift)).toBe('5.00');
    expect(heldOf(dues)).toBe('50.05');
  });
});
