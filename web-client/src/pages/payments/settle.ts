import type { BatchFactsFragment, PaymentFactsFragment } from '@/gql/graphql';
import { sumOf } from '@/shared/money';

type Lines = Pick<BatchFactsFragment, 'payments' | 'open' | 'method'>;

/**
 * The lines that the viewer may write down as returned by the bank: while it has not answered those that were sent,
 * later those that it paid, for a transfer may come back late. Nothing comes back of what was handed over.
 */
export function returnable(batch: Lines): PaymentFactsFragment[] {
  if (batch.method !== 'BANK') return [];
  return batch.payments.filter((one) => one.state === (batch.open > 0 ? 'SENT' : 'PAID') && one.application?.next.includes('BOUNCE'));
}

/** Whether the viewer may write down what the bank answered to what was sent. */
export function settleable(batch: Lines): boolean {
  return batch.open > 0 && batch.payments.some((one) => one.state === 'SENT' && one.application?.next.includes('SETTLE'));
}

/** What becomes of a batch when the chosen lines come back: how many are paid by that, and how much. */
export function outcome(batch: Lines, chosen: readonly number[]): { returned: number; back: string; paid: number; amount: string } {
  const back = returnable(batch).filter((one) => chosen.includes(one.number));
  const paid = batch.payments.filter((one) => one.state === 'SENT' && !back.includes(one));
  return { returned: back.length, back: sumOf(back.map((one) => one.amount)), paid: paid.length, amount: sumOf(paid.map((one) => one.amount)) };
}

/** Who gets a payment, as far as the viewer may read it. */
export function payeeOf(payment: PaymentFactsFragment): string {
  return payment.application?.payee?.name ?? payment.application?.maskedName ?? '';
}
