import type { DelegationState, RightsCaseStep } from '@/gql/graphql';

/** States that a delegation does not leave again. */
const over: readonly DelegationState[] = ['CONCLUDED', 'DECLINED', 'RESIGNED', 'REVOKED'];

/** Whether a delegation of a case can be begun: the server says that it is delegated now, and none is open, also none as a draft. */
export function startable(of: { next: readonly RightsCaseStep[]; delegations: readonly { state: DelegationState }[] }): boolean {
  return of.next.includes('DELEGATE') && of.delegations.every((one) => over.includes(one.state));
}
