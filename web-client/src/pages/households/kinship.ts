import { enumValues } from '@/app/i18n/enums';
import type { Relation, Sex } from '@/gql/graphql';

/** What a member can be to the head. */
export const kin: Relation[] = enumValues('Relation').filter((one) => one !== 'SELF');

interface Kin {
  relation: Relation;
  sex: Sex | null;
}

/** A relation that the sex decides. */
type Follows = Relation | 'PARENT' | 'CHILD';

/** By what the new head was to the former one: what the others, and the former head (SELF), are then. */
const then: Partial<Record<Relation, Partial<Record<Relation, Follows>>>> = {
  SPOUSE: {
    SELF: 'SPOUSE', SON: 'SON', DAUGHTER: 'DAUGHTER', GRANDCHILD: 'GRANDCHILD',
    FATHER: 'IN_LAW', MOTHER: 'IN_LAW', IN_LAW: 'PARENT',
  },
  SON: { SELF: 'PARENT', SPOUSE: 'PARENT', SON: 'SIBLING', DAUGHTER: 'SIBLING', FATHER: 'GRANDPARENT', MOTHER: 'GRANDPARENT', IN_LAW: 'GRANDPARENT' },
  FATHER: { SELF: 'CHILD', MOTHER: 'SPOUSE', SIBLING: 'CHILD', SON: 'GRANDCHILD', DAUGHTER: 'GRANDCHILD' },
  SIBLING: { SELF: 'SIBLING', SIBLING: 'SIBLING', FATHER: 'FATHER', MOTHER: 'MOTHER', GRANDPARENT: 'GRANDPARENT' },
  IN_LAW: { SPOUSE: 'CHILD', IN_LAW: 'SPOUSE', SON: 'GRANDCHILD', DAUGHTER: 'GRANDCHILD' },
  GRANDCHILD: { SELF: 'GRANDPARENT', SPOUSE: 'GRANDPARENT' },
  GRANDPARENT: { SELF: 'GRANDCHILD', SIBLING: 'GRANDCHILD' },
};
then.DAUGHTER = then.SON;
then.MOTHER = { ...then.FATHER, FATHER: 'SPOUSE' };

/** What a member is to the new head, where it follows from what both were to the former one. */
export function relationTo(head: Kin, other: Kin): Relation | undefined {
  const follows = then[head.relation]?.[other.relation];
  if (follows !== 'PARENT' && follows !== 'CHILD') return follows;
  if (!other.sex) return undefined;
  const male = other.sex === 'MALE';
  if (follows === 'PARENT') return male ? 'FATHER' : 'MOTHER';
  return male ? 'SON' : 'DAUGHTER';
}
