import type { AidApplicationStep, AidPaymentState, PaymentFactsFragment } from '@/gql/graphql';
import { outcome, returnable, settleable } from './settle';

const steps: Record<AidPaymentState, AidApplicationStep[]> = { SENT: ['SETTLE', 'BOUNCE'], PAID: ['BOUNCE'], RETURNED: ['SEND', 'HAND_OVER'] };

const line = (number: number, state: AidPaymentState, amount: string, next = steps[state]) =>
  ({ number, state, amount, reason: null, settledOn: null, application: { next } }) as unknown as PaymentFactsFragment;

describe('what the bank returns', () => {
  it('is of the lines sent while it has not answered, and the rest is paid', () => {
    const batch = { method: 'BANK' as const, open: 3, payments: [line(1, 'SENT', '1000.10'), line(2, 'SENT', '500.00'), line(3, 'SENT', '0.20')] };
    expect(outcome(batch, [2])).toEqual({ returned: 1, back: '500.00', paid: 2, amount: '1000.30' });
    expect(outcome(batch, [])).toEqual({ returned: 0, back: '0.00', paid: 3, amount: '1500.30' });
    expect(settleable(batch)).toBe(true);
  });

  it('is of the lines paid once it has answered, and nothing is paid again', () => {
    const batch = { method: 'BANK' as const, open: 0, payments: [line(1, 'PAID', '1000.00'), line(2, 'RETURNED', '500.00')] };
    expect(returnable(batch).map((one) => one.number)).toEqual([1]);
    expect(outcome(batch, [1, 2])).toEqual({ returned: 1, back: '1000.00', paid: 0, amount: '0.00' });
  });

  it('is written down by whoever may, and no more once the family has it', () => {
    const batch = { method: 'BANK' as const, open: 1, payments: [line(1, 'SENT', '1.00', [])] };
    expect(settleable(batch)).toBe(false);
    expect(returnable(batch)).toEqual([]);
    expect(returnable({ method: 'BANK', open: 0, payments: [line(1, 'PAID', '1.00', [])] })).toEqual([]);
  });

  it('is nothing of what was handed over', () => {
    expect(returnable({ method: 'CASH', open: 0, payments: [line(1, 'PAID', '300.00')] })).toEqual([]);
  });
});
