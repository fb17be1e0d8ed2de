import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { BankMonthsDocument } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { formatDate } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { UnionPicker } from '@/shared/UnionPicker';
import { useCursor } from '@/shared/useCursor';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { bankContext, BankMonthTag, useMonthText } from './BankParts';
import { BankUpload } from './BankUpload';
import { Money } from './FundParts';

/** The months that a union reconciles with its bank, and where a statement comes in. */
export default function BankMonthsPage() {
  const { t } = useTranslation('bank');
  const { t: common } = useTranslation();
  const { viewer, can } = useSession();
  const monthText = useMonthText();
  const { after } = useCursor();
  const of = useUrlFilters(['union']);
  const unionId = of.filters.union ?? viewer.union.id;
  const own = unionId === viewer.union.id || viewer.managedUnions.some((one) => one.id === unionId);
  const [{ data, error, fetching }, retry] = useQuery({ query: BankMonthsDocument, variables: { unionId, after }, context: bankContext });
  const months = data?.bankMonths.nodes;
  const accounts = [...new Set((months ?? []).flatMap((one) => one.statements.map((statement) => statement.account)))];
  return (
    <Page title={t('title')} lead={t('lead')}>
      <FilterBar active={of.active} clear={of.clear}>
        <FilterField label={common('list.labelUnion')} width={260}>
          {(id) => <UnionPicker id={id} value={unionId} onChange={(union) => of.setFilters({ union })} />}
        </FilterField>
      </FilterBar>
      {own && can('FUND_MANAGE') && <BankUpload unionId={unionId} accounts={accounts} />}
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={t('months')}
        rows={months}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={t(own ? 'empty' : 'emptyOther')} />}
        columns={[
          { key: 'month', title: t('month'), render: (row) => <Link to={paths.bankMonth(row.id)}>{monthText(row.month)}</Link> },
          { key: 'state', title: common('list.state'), render: (row) => <BankMonthTag state={row.state} /> },
          { key: 'lines', title: t('count.lines'), align: 'right', render: (row) => row.lineCount },
          { key: 'matched', title: t('count.matched'), align: 'right', render: (row) => row.matchedCount },
          { key: 'explained', title: t('count.explained'), align: 'right', render: (row) => row.explainedCount },
          {
            key: 'open',
            title: t('count.open'),
            align: 'right',
            render: (row) => (row.openCount > 0 ? <Typography.Text strong>{row.openCount}</Typography.Text> : row.openCount),
          },
          { key: 'difference', title: t('table.difference'), align: 'right', render: (row) => row.adjustment && <Money amount={row.adjustment.difference} /> },
          { key: 'settled', title: t('settledBy'), render: (row) => row.settledAt && [row.settledBy?.name, formatDate(row.settledAt)].filter(Boolean).join(' '), deskOnly: true },
        ]}
      />
      <CursorPager pageInfo={data?.bankMonths.pageInfo} disabled={fetching} />
    </Page>
  );
}
