import type { Permission, UnionState } from '@/gql/graphql';

/** What can be done with a union from its page. */
export type UnionAct = 'edit' | 'create' | 'move' | 'merge' | 'suspend' | 'resume' | 'dissolve' | 'steward';

const ended: UnionState[] = ['MERGED', 'DISSOLVED'];

/** What a viewer may do with a union in its state. Nobody restructures the union they act for. */
export function possibleActs(
  union: { id: string; state: UnionState },
  ownId: string,
  can: (permission: Permission) => boolean,
): UnionAct[] {
  if (ended.includes(union.state)) return [];
  const acts: UnionAct[] = [];
  if (can('UNION_EDIT')) acts.push('edit');
  if (can('UNION_STRUCTURE')) {
    acts.push('create');
    if (union.id !== ownId) {
      acts.push('move', 'merge');
      if (union.state === 'ACTIVE') acts.push('suspend');
      if (union.state === 'SUSPENDED') acts.push('resume');
      acts.push('dissolve');
    }
  }
  if (can('STEWARDSHIP_GRANT') && union.id !== ownId) acts.push('steward');
  return acts;
}
