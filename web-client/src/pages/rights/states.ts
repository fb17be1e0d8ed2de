import type { RightsCaseState } from '@/gql/graphql';

/** The columns of the board: what waits to be done, and what has a result but is not closed. */
export const columns = {
  REPORTED: ['REPORTED'],
  ACCEPTED: ['ACCEPTED'],
  REFERRED: ['REFERRED'],
  COORDINATING: ['COORDINATING'],
  DELEGATED: ['DELEGATED'],
  RESULT: ['SETTLED', 'WON', 'LOST', 'WITHDRAWN'],
} as const satisfies Record<string, readonly RightsCaseState[]>;

export type Column = keyof typeof columns;

export const columnOrder = Object.keys(columns) as Column[];

export const stateColours: Record<RightsCaseState, string> = {
  REPORTED: 'warning',
  ACCEPTED: 'processing',
  REFERRED: 'processing',
  COORDINATING: 'processing',
  DELEGATED: 'processing',
  SETTLED: 'success',
  WON: 'success',
  LOST: 'error',
  WITHDRAWN: 'default',
  REFUSED: 'error',
  CLOSED: 'default',
};

/** The stations of a case's way. */
export const stations = ['REPORT', 'ACCEPT', 'HANDLE', 'RESULT', 'CLOSE'] as const;

export type Station = (typeof stations)[number];

/** The station at which a case of a state waits; behind the last one there is none. */
const waitsAt: Record<RightsCaseState, number> = {
  REPORTED: 1,
  REFUSED: 1,
  ACCEPTED: 2,
  REFERRED: 2,
  COORDINATING: 2,
  DELEGATED: 2,
  SETTLED: 4,
  WON: 4,
  LOST: 4,
  WITHDRAWN: 4,
  CLOSED: 5,
};

/** The station that a case is at. */
export function stationOf(state: RightsCaseState): number {
  return waitsAt[state];
}

/** How each station is shown: passed, waited at, still to come, or ended there. */
export function statusesOf(state: RightsCaseState): ('finish' | 'process' | 'wait' | 'error')[] {
  const at = waitsAt[state];
  return stations.map((_, index) => {
    if (index < at) return 'finish';
    if (index > at) return 'wait';
    return state === 'REFUSED' ? 'error' : 'process';
  });
}
