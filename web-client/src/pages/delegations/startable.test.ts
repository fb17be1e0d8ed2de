import type { DelegationState } from '@/gql/graphql';
import { startable } from './startable';

const of = (...states: DelegationState[]) => ({ next: ['DELEGATE' as const], delegations: states.map((state) => ({ state })) });

describe('a delegation of a case', () => {
  it('is begun when the server says so and none is open, also none as a draft', () => {
    expect(startable(of())).toBe(true);
    expect(startable(of('CONCLUDED', 'DECLINED', 'RESIGNED', 'REVOKED'))).toBe(true);
    for (const state of ['DRAFT', 'OFFERED', 'ACCEPTED', 'IN_PROGRESS'] as const) expect(startable(of('REVOKED', state))).toBe(false);
    expect(startable({ ...of(), next: ['NOTE'] })).toBe(false);
  });
});
