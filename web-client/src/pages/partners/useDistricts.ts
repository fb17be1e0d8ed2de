import { useCallback, useMemo } from 'react';
import { useQuery } from 'urql';
import { useSession } from '@/app/session/SessionContext';
import { PartnerDistrictsDocument } from '@/gql/graphql';

/** The counties that the viewer's union knows by name, by their 6-digit codes: those below it, or itself. */
export function useDistricts(): ReadonlyMap<string, string> {
  const { viewer } = useSession();
  const [{ data }] = useQuery({ query: PartnerDistrictsDocument, variables: { id: viewer.union.id } });
  const union = data?.union;
  return useMemo(
    () => new Map([...(union ? [union] : []), ...(union?.children.nodes ?? [])].flatMap((one) => (one.level === 'COUNTY' && one.divisionCode ? [[one.divisionCode.slice(0, 6), one.shortName] as const] : []))),
    [union],
  );
}

/** Counties by name where the name is known here, else by code. */
export function useDistrictText(): (codes: readonly string[]) => string {
  const names = useDistricts();
  return useCallback((codes) => codes.map((code) => names.get(code) ?? code).join('、'), [names]);
}
