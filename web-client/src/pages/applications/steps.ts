import type { AidApplicationRowFragment, AidApplicationStep } from '@/gql/graphql';
import type { RefusalFields } from '@/shared/userErrors';

/** What is done to applications by hand, in the order in which it is offered: first what moves them on. */
export const acts = ['SUBMIT', 'PASS', 'PUBLICISE', 'APPROVE', 'PAY', 'CONFIRM', 'FILE', 'PROPOSE_END', 'END', 'KEEP', 'RETURN', 'REJECT', 'WITHDRAW', 'REVOKE'] as const;

/** A step that a person takes; both ways to pay are one. What the bank answers is written down at the batch. */
export type Act = (typeof acts)[number];

/** The acts that every step of a kind is taken by itself. */
export type PlainAct = Exclude<Act, 'PUBLICISE' | 'APPROVE' | 'PAY'>;

/** Acts that undo what somebody wanted. */
export const undoes: readonly Act[] = ['KEEP', 'RETURN', 'REJECT', 'WITHDRAW', 'REVOKE'];

/** Acts that take a reason, as the server has it. */
export const withReason: readonly Act[] = ['PROPOSE_END', 'KEEP', 'RETURN', 'REJECT', 'WITHDRAW', 'REVOKE'];

/** Most applications that one step takes, as the server has it. */
export const most: Partial<Record<Act, number>> & { usual: number } = { PAY: 500, usual: 100 };

type Stepping = Pick<AidApplicationRowFragment, 'next'>;

const asAct = (step: AidApplicationStep): Act | null => (step === 'SEND' || step === 'HAND_OVER' ? 'PAY' : (acts.find((one) => one === step) ?? null));

/** The acts that every one of the applications allows now. */
export function commonActs(rows: readonly Stepping[]): Act[] {
  if (rows.length === 0) return [];
  return acts.filter((act) => rows.every((row) => row.next.some((step) => asAct(step) === act)));
}

/** The ways to pay that every one of the applications allows. */
export function payable(rows: readonly Stepping[]): { bank: boolean; byHand: boolean } {
  const all = (step: AidApplicationStep) => rows.length > 0 && rows.every((row) => row.next.includes(step));
  return { bank: all('SEND'), byHand: all('HAND_OVER') };
}

/** The lines of an input: which applications, as they were seen. */
export function linesOf(rows: readonly Pick<AidApplicationRowFragment, 'id' | 'version'>[]): { id: string; version: number }[] {
  return rows.map(({ id, version }) => ({ id, version }));
}

/** Refusals of lines say whose line they are of, where a form has no field for each. */
export function named(errors: readonly RefusalFields[], names: readonly string[]): RefusalFields[] {
  return errors.map((error) => {
    const place = error.path.indexOf('lines');
    const name = place < 0 ? undefined : names[Number(error.path[place + 1])];
    return name === undefined ? error : { ...error, message: `${name}：${error.message}` };
  });
}
