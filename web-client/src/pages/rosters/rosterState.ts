import type { RosterFactsFragment } from '@/gql/graphql';

type State = RosterFactsFragment['state'];

/** True while the server works on the roster. */
export function isAtWork(state: State): boolean {
  return state === 'READING' || state === 'CHECKING' || state === 'LOADING';
}

/** How much of the work in hand is done, in per cent; null where nobody knows how much there is. */
export function percent(roster: Pick<RosterFactsFragment, 'done' | 'total'>): number | null {
  return roster.total > 0 ? Math.floor((roster.done / roster.total) * 100) : null;
}

/** What can be loaded: everything, only what has no fault, or nothing. */
export function loadable(roster: Pick<RosterFactsFragment, 'state' | 'goodCount' | 'knownCount' | 'faultyCount'>): 'all' | 'good' | 'none' {
  if (roster.state !== 'CHECKED' || roster.goodCount + roster.knownCount === 0) return 'none';
  return roster.faultyCount > 0 ? 'good' : 'all';
}
