import { PrinterOutlined } from '@ant-design/icons';
import { Alert, Breadcrumb, Button, Card, Descriptions, Result } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { BatchPageDocument, type BatchFactsFragment } from '@/gql/graphql';
import { applicationContext } from '@/pages/applications/context';
import { Money } from '@/pages/funds/FundParts';
import { ExportButton } from '@/shared/ExportButton';
import { formatCount, formatDate, formatMoney } from '@/shared/format';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { usePrinting } from '@/shared/usePrinting';
import { BatchStateTag } from './BatchParts';
import { PaymentRows } from './PaymentRows';
import { PaymentSheet } from './PaymentSheet';
import { SettleModal } from './SettleModal';
import { outcome, returnable, settleable } from './settle';

/** One batch: its lines, the file for the bank, what the bank answered, and the sheet to sign on. */
export default function BatchPage() {
  const { t } = useTranslation('payments');
  const { id = '' } = useParams();
  const [{ data, error, fetching }, retry] = useQuery({ query: BatchPageDocument, variables: { id }, context: applicationContext });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  if (!data.aidPaymentBatch) {
    return fetching ? <Loading /> : <Result status="404" title={t('gone')} extra={<Link to={paths.aidPayments}>{t('title')}</Link>} />;
  }
  return <Whole key={data.aidPaymentBatch.id} of={data.aidPaymentBatch} />;
}

function Whole({ of }: { of: BatchFactsFragment }) {
  const { t } = useTranslation('payments');
  const { can, manages } = useSession();
  const { printing, print } = usePrinting();
  const [keys, setKeys] = useState<string[]>([]);
  const [settling, setSettling] = useState(false);
  const [reasons, setReasons] = useState<ReadonlyMap<number, string>>(new Map());
  const pays = can('FUND_MANAGE') && of.union !== null && manages(of.union.id);
  const open = of.open > 0;
  const choice = returnable(of);
  // What came back meanwhile is no longer chosen.
  const chosen = choice.filter((one) => keys.includes(String(one.number)));
  const result = outcome(of, chosen.map((one) => one.number));
  const back = of.bankReturns.filter((one) => choice.some((other) => other.number === one.number));
  const settleBack = () => {
    setKeys(back.map((one) => String(one.number)));
    setReasons(new Map(back.map((one) => [one.number, one.reason])));
    setSettling(true);
  };
  if (printing) return <PaymentSheet of={of} />;
  return (
    <Page
      title={t('one', { number: of.number })}
      lead={t('sum', { n: of.count, amount: formatMoney(of.amount) })}
      above={<Breadcrumb items={[{ title: <Link to={paths.aidPayments}>{t('title')}</Link> }, { title: of.number }]} />}
      extra={<BatchStateTag of={of} />}
      actions={
        <>
          {settleable(of) && (
            <Button type="primary" onClick={() => setSettling(true)}>
              {chosen.length > 0 ? t('settle.some', { n: chosen.length }) : t('settle.all')}
            </Button>
          )}
          {!open && chosen.length > 0 && (
            <Button type="primary" onClick={() => setSettling(true)}>
              {t('settle.late', { n: chosen.length })}
            </Button>
          )}
          {of.method === 'BANK' && pays && <ExportButton text={t('bankFile')} tables={[{ list: { aidPaymentBatch: { batchId: of.id } }, names: 'always', forWork: true }]} />}
          <Button icon={<PrinterOutlined />} onClick={print}>
            {t(of.method === 'BANK' ? 'print.list' : 'print.sheet')}
          </Button>
        </>
      }
    >
      {back.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('settle.stated', { n: back.length, lines: back.map((one) => one.number).join('、') })}
          action={
            <Button size="small" onClick={settleBack}>
              {t('settle.statedAct')}
            </Button>
          }
        />
      )}
      {choice.length > 0 && <Alert type="info" showIcon title={t(open ? 'settle.hint' : 'settle.lateHint')} />}
      <Facts of={of} />
      <PaymentRows
        rows={of.payments}
        method={of.method}
        selection={
          choice.length > 0
            ? { keys: chosen.map((one) => String(one.number)), onChange: setKeys, selectable: (row) => choice.includes(row) }
            : undefined
        }
      />
      {settling && (
        <SettleModal
          batch={of}
          chosen={chosen}
          reasons={reasons}
          result={result}
          onClose={() => setSettling(false)}
          onDone={() => {
            setSettling(false);
            setKeys([]);
          }}
        />
      )}
    </Page>
  );
}

function Facts({ of }: { of: BatchFactsFragment }) {
  const { t } = useTranslation('payments');
  const label = useEnumLabel();
  return (
    <Card size="small">
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 1, md: 2, xl: 3 }}
        items={[
          { key: 'method', label: t('field.method'), children: label('AidPaymentMethod', of.method) },
          ...(of.goods ? [{ key: 'goods', label: t('field.goods'), children: of.goods }] : []),
          { key: 'amount', label: t('field.amount'), children: <Money amount={of.amount} strong /> },
          { key: 'count', label: t('field.count'), children: formatCount(of.count) },
          { key: 'onDay', label: t('field.onDay'), children: formatDate(of.onDay) },
          { key: 'document', label: t('field.document'), children: of.document ?? '—' },
          { key: 'union', label: t('field.union'), children: of.union?.name ?? '—' },
          { key: 'createdBy', label: t('field.createdBy'), children: of.createdBy?.name ?? '—' },
        ]}
      />
    </Card>
  );
}
