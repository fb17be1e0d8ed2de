import type { RightsCaseStep } from '@/gql/graphql';

/**
 * What is done to a case by a button of its head, in the order in which it is offered: first what moves it on. Letters,
 * recoveries and changed facts have their own places on the page.
 */
export const acts = ['RECEIVE', 'ACCEPT', 'TAKE', 'CLOSE', 'SETTLE', 'WIN', 'LOSE', 'FINISH', 'REFER', 'CONTINUE', 'NOTE', 'RECALL', 'RETURN', 'REFUSE', 'WITHDRAW'] as const satisfies readonly RightsCaseStep[];

export type Act = (typeof acts)[number];

/** The acts that every step of a kind is taken by itself. */
export type PlainAct = Exclude<Act, 'REFER'>;

/** Acts that undo what somebody wanted. */
export const undoes: readonly Act[] = ['RECALL', 'RETURN', 'REFUSE', 'WITHDRAW'];

/** Acts that bring a result: when, by which way, how much, and what was agreed or decided. */
export const results: readonly Act[] = ['SETTLE', 'WIN', 'LOSE'];

/** Whether an act wants words, takes them, or has no place for them. */
const words: Record<PlainAct, 'needed' | 'optional' | 'none'> = {
  RECEIVE: 'none',
  ACCEPT: 'optional',
  TAKE: 'none',
  CLOSE: 'optional',
  SETTLE: 'needed',
  WIN: 'needed',
  LOSE: 'needed',
  FINISH: 'needed',
  CONTINUE: 'needed',
  NOTE: 'needed',
  RECALL: 'needed',
  RETURN: 'needed',
  REFUSE: 'needed',
  WITHDRAW: 'needed',
};

export function wordsOf(act: PlainAct): 'needed' | 'optional' | 'none' {
  return words[act];
}

/** The acts that a case allows now. */
export function actsOf(next: readonly RightsCaseStep[]): Act[] {
  return acts.filter((act) => next.includes(act));
}
