import { useQuery } from 'urql';
import { FundAccountsDocument, type ProgrammeKind } from '@/gql/graphql';
import { sumOf } from '@/shared/money';
import { fundContext } from './fundContext';

/** What the own union may send on of a fund: what is marked for the programme, and what is for any. */
export function useAvailable(fundId: string | undefined, year: number, programme: ProgrammeKind | null | undefined): string | null {
  const [{ data }] = useQuery({ query: FundAccountsDocument, variables: { year, fundId }, pause: !fundId, context: fundContext });
  if (!fundId || !data) return null;
  const accounts = data.fundAccounts.nodes.filter((one) => one.kind === 'AVAILABLE' && (!one.programme || one.programme === programme));
  return sumOf(accounts.map((one) => one.balance));
}
