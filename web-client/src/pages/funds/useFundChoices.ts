import { useMemo } from 'react';
import { useQuery } from 'urql';
import { FundChoicesDocument, type FundChoicesQuery } from '@/gql/graphql';
import { fundContext } from './fundContext';

type Choice = FundChoicesQuery['funds']['nodes'][number];

/** The funds that a union raised in a year, and the others that its books of that year hold: from above, carried over. */
export function useFundChoices(unionId: string, year: number): Choice[] {
  const [{ data }] = useQuery({ query: FundChoicesDocument, variables: { unionId, year }, context: fundContext });
  return useMemo(() => {
    const held = data?.fundAccounts.nodes.flatMap((one) => one.fund ?? []) ?? [];
    const found = new Map([...(data?.funds.nodes ?? []), ...held].map((one) => [one.id, one]));
    return [...found.values()];
  }, [data]);
}
