import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { BatchListDocument } from '@/gql/graphql';
import { applicationContext } from '@/pages/applications/context';
import { Money } from '@/pages/funds/FundParts';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatCount, formatDate } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { useCursor } from '@/shared/useCursor';
import { BatchStateTag } from './BatchParts';

/** Payments of aid, batch by batch. */
export default function BatchesPage() {
  const { t } = useTranslation('payments');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  const navigate = useNavigate();
  const { can } = useSession();
  const { after } = useCursor();
  const [{ data, fetching, error }, retry] = useQuery({ query: BatchListDocument, variables: { after }, context: applicationContext });
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        can('FUND_MANAGE') && (
          <Button type="primary" onClick={() => void navigate(`${paths.aidApplications}?view=pay`)}>
            {t('toPay')}
          </Button>
        )
      }
    >
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={t('title')}
        rows={data?.aidPaymentBatches.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={t('empty')} />}
        columns={[
          { key: 'number', title: t('field.number'), render: (row) => <Link to={paths.aidPayment(row.id)}>{row.number}</Link> },
          { key: 'method', title: t('field.method'), render: (row) => [label('AidPaymentMethod', row.method), row.goods].filter(Boolean).join('：') },
          { key: 'onDay', title: t('field.onDay'), render: (row) => formatDate(row.onDay) },
          { key: 'count', title: t('field.count'), align: 'right', render: (row) => formatCount(row.count) },
          { key: 'amount', title: t('field.amount'), align: 'right', render: (row) => <Money amount={row.amount} strong /> },
          { key: 'state', title: common('list.state'), render: (row) => <BatchStateTag of={row} /> },
          { key: 'union', title: t('field.union'), render: (row) => row.union?.shortName, deskOnly: true },
        ]}
      />
      <CursorPager pageInfo={data?.aidPaymentBatches.pageInfo} disabled={fetching} />
    </Page>
  );
}
