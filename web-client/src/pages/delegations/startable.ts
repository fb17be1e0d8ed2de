import type { RightsCaseFactsFragment, RightsCaseState } from '@/gql/graphql';

const states: readonly RightsCaseState[] = ['ACCEPTED', 'COORDINATING'];

/** Whether a delegation of a case can be begun: it is handled here, accepted, and its names are read. */
export function startable(of: Pick<RightsCaseFactsFragment, 'state' | 'handledHere'> & { details: object | null }): boolean {
  return of.handledHere && of.details !== null && states.includes(of.state);
}
