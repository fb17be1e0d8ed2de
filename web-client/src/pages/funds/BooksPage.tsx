import { DatePicker, Segmented, Select, Tag, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { enumValues } from '@/app/i18n/enums';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { useSession } from '@/app/session/SessionContext';
import { FundAccountsDocument, FundTransactionsDocument, type FundTransactionFilter } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { ExportButton } from '@/shared/ExportButton';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { UnionPicker } from '@/shared/UnionPicker';
import { useCursor } from '@/shared/useCursor';
import { useUrlFilters, type UrlFilters } from '@/shared/useUrlFilters';
import { AccountRows } from './AccountRows';
import { fundContext } from './fundContext';
import { YearSelect, yearOf } from './FundParts';
import { TransactionRows } from './TransactionRows';
import { useFundChoices } from './useFundChoices';

const day = (value: string | undefined) => (value ? dayjs(value) : null);

/** Which vouchers the address asks for. A year in it is that of the days, unless days are chosen. */
function filterOf(unionId: string, filters: UrlFilters<'year' | 'kind' | 'fund' | 'account' | 'from' | 'to'>): FundTransactionFilter {
  const { year, from, to } = filters;
  return {
    unionId,
    kind: enumValues('FundTransactionKind').find((one) => one === filters.kind),
    fundId: filters.fund,
    accountId: filters.account,
    ...(from || to || !year ? { from, to } : { from: `${year}-01-01`, to: `${year}-12-31` }),
  };
}

/** A union's own books: its vouchers, or its accounts with their balances. */
export default function BooksPage() {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const { viewer } = useSession();
  const kinds = useEnumOptions('FundTransactionKind');
  const of = useUrlFilters(['view', 'union', 'year', 'kind', 'fund', 'account', 'from', 'to']);
  const { filters, setFilters } = of;
  const unionId = filters.union ?? viewer.union.id;
  const year = yearOf(filters.year);
  const accounts = filters.view === 'accounts';
  const funds = useFundChoices(unionId, year);
  const filter = filterOf(unionId, filters);
  return (
    <Page title={t('book.title')} lead={t('book.lead')} actions={!accounts && <ExportButton tables={[{ list: { fundTransactions: filter } }]} />}>
      <Segmented
        aria-label={t('account.view')}
        value={accounts ? 'accounts' : 'vouchers'}
        onChange={(view) => setFilters({ view: view === 'accounts' ? view : null, account: null })}
        options={[
          { value: 'vouchers', label: t('account.vouchers') },
          { value: 'accounts', label: t('account.accounts') },
        ]}
        style={{ alignSelf: 'flex-start' }}
      />
      <FilterBar active={of.active} folded={!filters.kind && !filters.from && !filters.to && !filters.account} clear={of.clear}>
        <FilterField label={common('list.labelUnion')} width={260}>
          {(id) => <UnionPicker id={id} value={unionId} onChange={(union) => setFilters({ union, account: null })} />}
        </FilterField>
        <FilterField label={t('year')} width={112}>
          {(id) => <YearSelect id={id} value={year} onChange={(one) => setFilters({ year: String(one), fund: null })} />}
        </FilterField>
        <FilterField label={t('fund')} width={220}>
          {(id) => (
            <Select
              id={id}
              allowClear
              placeholder={common('list.all')}
              value={filters.fund}
              onChange={(fund: string | undefined) => setFilters({ fund })}
              options={funds.map((one) => ({ value: one.id, label: one.name }))}
              style={{ width: '100%' }}
            />
          )}
        </FilterField>
        {!accounts && (
          <>
            <FilterField label={t('book.kind')}>
              {(id) => (
                <Select id={id} allowClear placeholder={common('list.all')} value={filters.kind} onChange={(kind: string | undefined) => setFilters({ kind })} options={kinds} style={{ width: '100%' }} />
              )}
            </FilterField>
            <FilterField label={common('list.range')} width={260}>
              {(id) => (
                <DatePicker.RangePicker
                  id={{ start: id }}
                  allowEmpty
                  value={[day(filters.from), day(filters.to)]}
                  onChange={(range) => setFilters({ from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })}
                />
              )}
            </FilterField>
            {filters.account && (
              <Tag closable={{ 'aria-label': t('book.clearAccount') }} onClose={() => setFilters({ account: null })}>
                {t('book.onlyAccount')}
              </Tag>
            )}
          </>
        )}
      </FilterBar>
      {accounts ? <Accounts unionId={unionId} year={year} fundId={filters.fund} /> : <Vouchers filter={filter} active={of.active} />}
    </Page>
  );
}

function Vouchers(props: { filter: FundTransactionFilter; active: boolean }) {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const { after } = useCursor();
  const [{ data, fetching, error }, retry] = useQuery({ query: FundTransactionsDocument, variables: { filter: props.filter, after }, context: fundContext });
  return (
    <>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <TransactionRows rows={data?.fundTransactions.nodes} loading={fetching} empty={<EmptyHint text={props.active ? common('list.emptyFiltered') : t('book.empty')} />} />
      <CursorPager pageInfo={data?.fundTransactions.pageInfo} disabled={fetching} />
    </>
  );
}

function Accounts(props: { unionId: string; year: number; fundId: string | undefined }) {
  const { t } = useTranslation('funds');
  const { unionId, year, fundId } = props;
  const [{ data, fetching, error }, retry] = useQuery({ query: FundAccountsDocument, variables: { unionId, year, fundId }, context: fundContext });
  return (
    <>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <AccountRows accounts={data?.fundAccounts.nodes} unionId={unionId} loading={fetching} empty={t('account.empty', { year })} withFund />
      {data?.fundAccounts.pageInfo.hasNextPage && <Typography.Text type="warning">{t('account.more')}</Typography.Text>}
    </>
  );
}
