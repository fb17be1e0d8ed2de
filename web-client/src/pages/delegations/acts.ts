import type { DelegationStep, RightsCaseState } from '@/gql/graphql';

/**
 * What is done to a delegation by a button of its head, in the order in which it is offered: first what moves it on.
 * Hearings, files and the draft have their own places on the page.
 */
export const acts = ['OFFER', 'ACCEPT', 'PROGRESS', 'CONCLUDE', 'RATE', 'APPOINT', 'MESSAGE', 'DECLINE', 'RESIGN', 'REVOKE'] as const satisfies readonly DelegationStep[];

export type Act = (typeof acts)[number];

/** Acts that end it without a result: they want a reason. */
export const undoes: readonly Act[] = ['DECLINE', 'RESIGN', 'REVOKE'];

/** Acts that want words, because others read them. */
export const worded: readonly Act[] = ['PROGRESS', 'MESSAGE', 'CONCLUDE'];

/** Acts by which an administrator of a partner says who has it in hand. */
export const appoints: readonly Act[] = ['ACCEPT', 'APPOINT'];

/** How a delegation can end in the partner's hands. */
export const endings = ['SETTLED', 'WON', 'LOST', 'WITHDRAWN'] as const satisfies readonly RightsCaseState[];

/** The acts that a delegation allows now. */
export function actsOf(next: readonly DelegationStep[]): Act[] {
  return acts.filter((act) => next.includes(act));
}

/** The one that stands out: what moves it on. */
export function leading(allowed: readonly Act[]): Act | undefined {
  return allowed.find((act) => act !== 'MESSAGE' && act !== 'APPOINT' && !undoes.includes(act));
}
