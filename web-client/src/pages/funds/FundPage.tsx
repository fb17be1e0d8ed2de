import { Breadcrumb, Button, Card, Descriptions, Result } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { FundAccountsDocument, FundPageDocument, FundTransactionsDocument, type FundFactsFragment } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { FilterField } from '@/shared/FilterBar';
import { formatDate } from '@/shared/format';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { AccountRows } from './AccountRows';
import { fundContext } from './fundContext';
import { FundModal } from './FundModal';
import { YearSelect } from './FundParts';
import { IncomeModal } from './IncomeModal';
import { SendBackModal } from './SendBackModal';
import { TransactionRows } from './TransactionRows';

/** A fund: what it is, what the own union has of it, and what moved it. */
export default function FundPage() {
  const { t } = useTranslation('funds');
  const { id = '' } = useParams();
  const [{ data, error, fetching }, retry] = useQuery({ query: FundPageDocument, variables: { id }, context: fundContext });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  if (!data.fund) return fetching ? <Loading /> : <Result status="404" title={t('page.gone')} extra={<Link to={paths.fundList}>{t('list.title')}</Link>} />;
  return <Whole key={data.fund.id} fund={data.fund} />;
}

function Whole({ fund }: { fund: FundFactsFragment }) {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const { viewer, can } = useSession();
  const [act, setAct] = useState<'edit' | 'income' | 'back' | null>(null);
  const [year, setYear] = useState(fund.year);
  const close = () => setAct(null);
  const unionId = viewer.union.id;
  const fromAbove = fund.union?.id !== unionId;
  const [accounts, again] = useQuery({ query: FundAccountsDocument, variables: { year, fundId: fund.id }, context: fundContext });
  const [transactions, anew] = useQuery({ query: FundTransactionsDocument, variables: { filter: { fundId: fund.id } }, context: fundContext });
  const page = transactions.data?.fundTransactions;
  return (
    <Page
      title={fund.name}
      above={<Breadcrumb items={[{ title: <Link to={`${paths.fundList}?year=${fund.year}`}>{t('list.title')}</Link> }, { title: fund.name }]} />}
      actions={
        <>
          {fund.manageable && (
            <>
              <Button type="primary" onClick={() => setAct('income')}>
                {t('page.income')}
              </Button>
              <Button onClick={() => setAct('edit')}>{common('actions.edit')}</Button>
            </>
          )}
          {fromAbove && can('FUND_MANAGE') && <Button onClick={() => setAct('back')}>{t('page.sendBack')}</Button>}
        </>
      }
    >
      <Facts fund={fund} />
      <Section
        title={t('page.accounts')}
        extra={
          <FilterField label={t('year')} width={112}>
            {(id) => <YearSelect id={id} value={year} onChange={setYear} />}
          </FilterField>
        }
      >
        {accounts.error && <LoadProblem error={accounts.error} retry={() => again()} />}
        <AccountRows accounts={accounts.data?.fundAccounts.nodes} unionId={unionId} loading={accounts.fetching} empty={t('page.accountsEmpty')} />
      </Section>
      <Section
        title={t('page.transactions')}
        extra={page?.pageInfo.hasNextPage && <Link to={`${paths.fundBooks}?${new URLSearchParams({ fund: fund.id, year: String(fund.year) }).toString()}`}>{t('page.all')}</Link>}
      >
        {transactions.error && <LoadProblem error={transactions.error} retry={() => anew()} />}
        <TransactionRows rows={page?.nodes} loading={transactions.fetching} />
      </Section>
      <FundModal fund={fund} year={fund.year} open={act === 'edit'} onClose={close} />
      <IncomeModal fund={fund} open={act === 'income'} onClose={close} />
      <SendBackModal fund={fund} open={act === 'back'} onClose={close} />
    </Page>
  );
}

function Facts({ fund }: { fund: FundFactsFragment }) {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  return (
    <Card size="small">
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 1, md: 2, xl: 3 }}
        items={[
          { key: 'source', label: t('list.source'), children: label('FundSource', fund.source) },
          { key: 'year', label: t('year'), children: fund.year },
          { key: 'union', label: t('list.owner'), children: fund.union?.name ?? t('hidden') },
          { key: 'document', label: t('documentNumber'), children: fund.documentNumber ?? common('none') },
          {
            key: 'programmes',
            label: t('list.programmes'),
            children: fund.programmes.length === 0 ? t('any') : fund.programmes.map((one) => label('ProgrammeKind', one)).join('、'),
          },
          { key: 'createdAt', label: t('list.createdAt'), children: formatDate(fund.createdAt) },
          ...(fund.note ? [{ key: 'note', label: t('list.note'), span: 'filled' as const, children: <span style={{ whiteSpace: 'pre-wrap' }}>{fund.note}</span> }] : []),
        ]}
      />
    </Card>
  );
}
