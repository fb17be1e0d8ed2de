import type { DelegationState } from '@/gql/graphql';

export const stateColours: Record<DelegationState, string> = {
  DRAFT: 'default',
  OFFERED: 'warning',
  ACCEPTED: 'processing',
  IN_PROGRESS: 'processing',
  CONCLUDED: 'success',
  DECLINED: 'error',
  RESIGNED: 'error',
  REVOKED: 'default',
};

/** The stations of a delegation's way. */
export const stations = ['DRAFT', 'OFFER', 'ANSWER', 'WORK', 'END'] as const;

export type Station = (typeof stations)[number];

/** States in which the partner reads what was given to it. */
export const open: readonly DelegationState[] = ['ACCEPTED', 'IN_PROGRESS'];

const broken: readonly DelegationState[] = ['DECLINED', 'RESIGNED', 'REVOKED'];

const waitsAt: Record<Exclude<DelegationState, 'REVOKED'>, number> = {
  DRAFT: 1,
  OFFERED: 2,
  DECLINED: 2,
  ACCEPTED: 3,
  IN_PROGRESS: 3,
  RESIGNED: 3,
  CONCLUDED: 5,
};

interface Passed {
  state: DelegationState;
  offeredOn: string | null;
  answeredOn: string | null;
}

/** The station at which a delegation waits or broke off; behind the last one there is none. One that was revoked broke off where it was. */
export function stationOf({ state, offeredOn, answeredOn }: Passed): number {
  if (state !== 'REVOKED') return waitsAt[state];
  if (answeredOn) return 3;
  return offeredOn ? 2 : 1;
}

/** How each station is shown: passed, waited at, still to come, or broken off there. */
export function statusesOf(of: Passed): ('finish' | 'process' | 'wait' | 'error')[] {
  const at = stationOf(of);
  return stations.map((_, index) => {
    if (index < at) return 'finish';
    if (index > at) return 'wait';
    return broken.includes(of.state) ? 'error' : 'process';
  });
}
