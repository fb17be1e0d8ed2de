import type { UnionState } from '@/gql/graphql';
import { possibleActs } from './possibleActs';

const all = () => true;
const of = (state: UnionState) => possibleActs({ id: 'below', state }, 'own', all);

describe('possibleActs', () => {
  it('follows the state of the union', () => {
    expect(of('ACTIVE')).toEqual(['edit', 'create', 'move', 'merge', 'suspend', 'dissolve', 'steward']);
    expect(of('SUSPENDED')).toContain('resume');
    expect(of('SUSPENDED')).not.toContain('suspend');
    expect(of('MERGED')).toEqual([]);
    expect(of('DISSOLVED')).toEqual([]);
  });

  it('lets nobody restructure the union they act for', () => {
    expect(possibleActs({ id: 'own', state: 'ACTIVE' }, 'own', all)).toEqual(['edit', 'create']);
  });

  it('offers only what the permissions allow', () => {
    const union = { id: 'below', state: 'ACTIVE' } as const;
    expect(possibleActs(union, 'own', (permission) => permission === 'UNION_EDIT')).toEqual(['edit']);
    expect(possibleActs(union, 'own', () => false)).toEqual([]);
  });
});
