import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { FundAccountsDocument, type ProgrammeKind } from '@/gql/graphql';
import { formatMoney } from '@/shared/format';
import { isZero, sumOf } from '@/shared/money';
import { fundContext } from './fundContext';
import { useProgrammeText } from './FundParts';

/**
 * What the own union may send on of a fund: what is marked for the programme, and what is for any. `marked` says
 * what is there for other programmes; each null while nothing is known.
 */
export function useAvailable(fundId: string | undefined, year: number, programme: ProgrammeKind | null | undefined): { sum: string | null; marked: string | null } {
  const { t } = useTranslation('funds');
  const programmeText = useProgrammeText();
  const [{ data }] = useQuery({ query: FundAccountsDocument, variables: { year, fundId }, pause: !fundId, context: fundContext });
  if (!fundId || !data) return { sum: null, marked: null };
  const accounts = data.fundAccounts.nodes.filter((one) => one.kind === 'AVAILABLE' && one.year === year && one.fund?.id === fundId);
  const usable = accounts.filter((one) => !one.programme || one.programme === programme);
  const others = accounts.filter((one) => !usable.includes(one) && !isZero(one.balance));
  return {
    sum: sumOf(usable.map((one) => one.balance)),
    marked: others.length === 0 ? null : t('propose.marked', { amounts: others.map((one) => `${programmeText(one.programme)} ${formatMoney(one.balance)}`).join('，') }),
  };
}
