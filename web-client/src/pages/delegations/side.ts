import { paths } from '@/app/paths';

/** Who looks at a delegation: the union that gave it away, or the partner that has it. */
export type Side = 'union' | 'partner';

/** The page of a delegation, and the list of all, for each side. */
export const placesOf = {
  union: { list: paths.delegations, one: paths.delegation },
  partner: { list: paths.portal.delegations, one: paths.portal.delegation },
} as const satisfies Record<Side, object>;
