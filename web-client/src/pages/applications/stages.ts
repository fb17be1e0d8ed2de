import type { AidApplicationFactsFragment, AidApplicationState } from '@/gql/graphql';
import { isFile } from '@/shared/needyFile';

const toNotice = ['SUBMIT', 'REVIEW', 'NOTICE'] as const;
const ofAid = [...toNotice, 'APPROVE', 'PAY', 'CONFIRM'] as const;
const ofFile = [...toNotice, 'FILE'] as const;
const ofEndedFile = [...ofFile, 'END'] as const;

export type Station = (typeof ofAid)[number] | (typeof ofEndedFile)[number];

/** The stations of an application's way; a file stands once it is filed, and nothing comes next until its end is proposed. */
export function stationsOf(of: Pick<AidApplicationFactsFragment, 'kind' | 'state'>): readonly Station[] {
  if (!isFile(of)) return ofAid;
  return of.state === 'ENDING' || of.state === 'RELIEVED' || of.state === 'REMOVED' ? ofEndedFile : ofFile;
}

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
  FILED: 4,
  ENDING: 4,
  RELIEVED: 5,
  REMOVED: 5,
};

type Placed = Pick<AidApplicationFactsFragment, 'kind' | 'state' | 'noticeEndsOn' | 'way'>;

/** The station that an application is at on a day; once its notice has hung for long enough, it is to be approved. */
export function stationOf(of: Placed, today: string): number {
  const { state, noticeEndsOn, way } = of;
  if (state === 'REJECTED' || state === 'WITHDRAWN') {
    const from = way.findLast((one) => one.to === state)?.from;
    return from === undefined || from === 'REJECTED' || from === 'WITHDRAWN' ? 0 : Math.min(waitsAt[from], stationsOf(of).length - 1);
  }
  if (state === 'PUBLICISED' && noticeEndsOn !== null && noticeEndsOn < today) return 3;
  return waitsAt[state];
}

/** How each station is shown: passed, waited at, still to come, or ended there. */
export function statusesOf(of: Placed, today: string): StationStatus[] {
  const at = stationOf(of, today);
  const stopped = of.state === 'REJECTED' || of.state === 'WITHDRAWN' || of.state === 'RETURNED';
  return stationsOf(of).map((_, index) => {
    if (index < at) return 'finish';
    if (index > at) return 'wait';
    return stopped ? 'error' : 'process';
  });
}
