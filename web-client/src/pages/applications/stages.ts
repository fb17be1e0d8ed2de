import type { AidApplicationFactsFragment, AidApplicationState } from '@/gql/graphql';

/** The stations of an application's way. */
export const stations = ['SUBMIT', 'REVIEW', 'NOTICE', 'APPROVE', 'PAY', 'CONFIRM'] as const;
export type Station = (typeof stations)[number];

export type StationStatus = 'finish' | 'process' | 'wait' | 'error';

/** The station at which an application of a state waits; behind the last one there is none. */
const waitsAt: Record<Exclude<AidApplicationState, 'REJECTED' | 'WITHDRAWN'>, number> = {
  DRAFT: 0,
  RETURNED: 0,
  SUBMITTED: 1,
  REVIEWED: 2,
  PUBLICISED: 2,
  APPROVED: 4,
  PAYING: 4,
  PAID: 5,
  RECEIVED: 6,
};

type Placed = Pick<AidApplicationFactsFragment, 'state' | 'noticeEndsOn' | 'way'>;

/** The station that an application is at on a day; once its notice has hung for long enough, it is to be approved. */
export function stationOf({ state, noticeEndsOn, way }: Placed, today: string): number {
  if (state === 'REJECTED' || state === 'WITHDRAWN') {
    const from = way.findLast((one) => one.to === state)?.from;
    return from === undefined || from === 'REJECTED' || from === 'WITHDRAWN' ? 0 : waitsAt[from];
  }
  if (state === 'PUBLICISED' && noticeEndsOn !== null && noticeEndsOn < today) return 3;
  return waitsAt[state];
}

/** How each station is shown: passed, waited at, still to come, or ended there. */
export function statusesOf(of: Placed, today: string): StationStatus[] {
  const at = stationOf(of, today);
  const stopped = of.state === 'REJECTED' || of.state === 'WITHDRAWN' || of.state === 'RETURNED';
  return stations.map((_, index) => {
    if (index < at) return 'finish';
    if (index > at) return 'wait';
    return stopped ? 'error' : 'process';
  });
}
