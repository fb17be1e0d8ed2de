import { Alert, Breadcrumb, Button, Result, Segmented } from 'antd';
import { PrinterOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { BankMonthPageDocument, type BankMonthPageQuery } from '@/gql/graphql';
import { ExportButton } from '@/shared/ExportButton';
import { formatDateTime } from '@/shared/format';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { BankAdjustmentTable } from './BankAdjustmentTable';
import { BankLineList } from './BankLineList';
import { bankContext, BankMonthTag, useMonthText } from './BankParts';
import { BankProposals } from './BankProposals';
import { BankSettleModal } from './BankSettleModal';
import { BankStatements } from './BankStatements';
import { BankWorkbench } from './BankWorkbench';

type Month = NonNullable<BankMonthPageQuery['bankMonth']>;
type State = NonNullable<BankMonthPageQuery['bankReconciliation']>;

/** A month of reconciliation with the bank: what waits, what is matched, and the table of adjustment. */
export default function BankMonthPage() {
  const { t } = useTranslation('bank');
  const { id = '' } = useParams();
  const [{ data, error, fetching }, retry] = useQuery({ query: BankMonthPageDocument, variables: { id }, context: bankContext });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  if (!data.bankMonth || !data.bankReconciliation) {
    return fetching ? <Loading /> : <Result status="404" title={t('gone')} extra={<Link to={paths.bank}>{t('title')}</Link>} />;
  }
  return <Whole key={data.bankMonth.id} of={data.bankMonth} state={data.bankReconciliation} />;
}

function Whole({ of, state }: { of: Month; state: State }) {
  const { t } = useTranslation('bank');
  const { t: common } = useTranslation();
  const { viewer, can } = useSession();
  const monthText = useMonthText();
  const { filters, setFilters } = useUrlFilters(['view']);
  const [settling, setSettling] = useState(false);
  const own = viewer.union.id === of.union?.id || viewer.managedUnions.some((one) => one.id === of.union?.id);
  const open = of.state === 'OPEN';
  const writes = own && open && can('FUND_MANAGE');
  const title = t('titleOf', { month: monthText(of.month) });
  const view = filters.view === 'lines' || !open ? 'lines' : 'work';
  return (
    <Page
      title={title}
      above={<Breadcrumb items={[{ title: <Link to={paths.bank}>{t('title')}</Link> }, { title }]} />}
      extra={<BankMonthTag state={of.state} />}
      lead={[of.union?.name, of.settledAt && t('settledAt', { who: of.settledBy?.name ?? t('somebody'), at: formatDateTime(of.settledAt) }), of.note].filter(Boolean).join(' · ')}
      actions={
        own && (
          <>
            {state.settleable && (
              <Button type="primary" disabled={state.obstacles.length > 0} onClick={() => setSettling(true)}>
                {t('settle.act')}
              </Button>
            )}
            <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
              {t('print')}
            </Button>
            <ExportButton
              tables={[
                { list: { bankLines: { monthId: of.id } }, title: t('view.lines') },
                { list: { bankOpenTransactions: { monthId: of.id } }, title: t('open.transactions') },
              ]}
            />
          </>
        )
      }
    >
      {state.obstacles.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={t('obstacles')}
          description={
            <ul style={{ margin: 0, paddingInlineStart: 18 }}>
              {state.obstacles.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          }
        />
      )}
      {open && own && state.obstacles.length === 0 && <Alert type="success" showIcon title={t(state.settleable ? 'settle.ready' : 'settle.other')} />}
      {!own && <Alert type="info" showIcon title={t('othersLines', { lines: of.lineCount, matched: of.matchedCount, explained: of.explainedCount, open: of.openCount })} />}
      <BankAdjustmentTable table={state.table ?? null} own={own} month={monthText(of.month)} />
      {own && (
        <>
          <BankStatements month={of} writes={writes} />
          {open && (
            <Segmented
              aria-label={t('view.label')}
              value={view}
              onChange={(value) => setFilters({ view: value === 'lines' ? 'lines' : null })}
              options={[
                { value: 'work', label: t('view.work') },
                { value: 'lines', label: t('view.lines') },
              ]}
              style={{ alignSelf: 'flex-start' }}
            />
          )}
          {view === 'work' ? (
            <>
              <BankProposals monthId={of.id} writes={writes} />
              <BankWorkbench monthId={of.id} writes={writes} />
            </>
          ) : (
            <BankLineList monthId={of.id} month={of.month} writes={writes} />
          )}
        </>
      )}
      {settling && <BankSettleModal month={of} opening={state.table?.opening} title={`${common('actions.confirm')}：${title}`} onClose={() => setSettling(false)} />}
    </Page>
  );
}
