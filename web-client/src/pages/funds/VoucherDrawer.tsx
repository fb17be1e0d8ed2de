import { Button, Descriptions, Drawer, Flex, Form, Result, Skeleton, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { FundTransactionDocument, ReverseFundTransactionDocument, type FundTransactionFactsFragment, type FundTransactionKind, type FundTransactionQuery } from '@/gql/graphql';
import { formatDate, formatDateTime, formatMoney } from '@/shared/format';
import { FormModal } from '@/shared/FormModal';
import { LoadProblem } from '@/shared/LoadProblem';
import { isNegative, less } from '@/shared/money';
import { Rows } from '@/shared/Rows';
import { usePhone } from '@/shared/usePhone';
import { useSubmit } from '@/shared/useSubmit';
import { ReasonField } from './fields';
import { fundContext } from './fundContext';
import { Money, useBetweenText, useProgrammeText } from './FundParts';

type Voucher = NonNullable<FundTransactionQuery['fundTransaction']>;

/** What a reversal takes back; the others follow from an act that is taken back itself. */
const reversible: readonly FundTransactionKind[] = ['INCOME'];

/** A voucher with its entries, where it came from, and its reversal. */
export function VoucherDrawer(props: { id: string | null; show: (id: string | null) => void }) {
  const { t } = useTranslation('funds');
  const phone = usePhone();
  const [reversing, setReversing] = useState(false);
  const { can, manages } = useSession();
  const [{ data, fetching, error }, retry] = useQuery({ query: FundTransactionDocument, variables: { id: props.id ?? '' }, pause: !props.id, context: fundContext });
  const voucher = data?.fundTransaction?.id === props.id ? data.fundTransaction : null;
  const may = voucher && can('FUND_MANAGE') && voucher.union && manages(voucher.union.id) && !voucher.reversedBy && reversible.includes(voucher.kind);
  return (
    <Drawer
      open={Boolean(props.id)}
      onClose={() => props.show(null)}
      size={phone ? '100%' : 720}
      title={t('voucher.title')}
      extra={
        may && (
          <Button danger onClick={() => setReversing(true)}>
            {t('reverse.button')}
          </Button>
        )
      }
    >
      {error && <LoadProblem error={error} retry={() => retry()} />}
      {!voucher && fetching && <Skeleton active />}
      {!voucher && !fetching && data && <Result status="404" title={t('voucher.gone')} />}
      {voucher && <Whole voucher={voucher} show={props.show} />}
      {voucher && <ReverseModal voucher={voucher} open={reversing} onClose={() => setReversing(false)} />}
    </Drawer>
  );
}

function Whole({ voucher, show }: { voucher: Voucher; show: (id: string) => void }) {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  const between = useBetweenText();
  const other = (one: FundTransactionFactsFragment) => (
    <Button type="link" size="small" style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }} onClick={() => show(one.id)}>
      {formatDate(one.onDay)} {one.purpose}
    </Button>
  );
  return (
    <Flex vertical gap="middle">
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 2 }}
        items={[
          { key: 'purpose', label: t('purpose'), span: 'filled', children: <>{voucher.purpose} {voucher.reversedBy && <Tag color="warning">{t('book.reversed')}</Tag>}</> },
          { key: 'amount', label: t('amount'), children: <Money amount={voucher.amount} strong /> },
          { key: 'kind', label: t('book.kind'), children: label('FundTransactionKind', voucher.kind) },
          { key: 'onDay', label: t('book.onDay'), children: formatDate(voucher.onDay) },
          { key: 'document', label: t('document'), children: voucher.document ?? common('none') },
          { key: 'union', label: t('voucher.union'), children: voucher.union?.name ?? t('hidden') },
          { key: 'by', label: t('book.by'), children: voucher.postedBy?.name ?? t('book.byOther') },
          { key: 'at', label: t('voucher.postedAt'), children: formatDateTime(voucher.postedAt) },
          ...(voucher.allocation
            ? [{
                key: 'allocation',
                label: t('voucher.follows'),
                children: (
                  <Link to={paths.fundAllocation(voucher.allocation.id)}>
                    {label('FundAllocationKind', voucher.allocation.kind)} {between(voucher.allocation)}
                  </Link>
                ),
              }]
            : []),
          ...(voucher.budget
            ? [{ key: 'budget', label: t('voucher.follows'), children: <Link to={paths.fundBudget(voucher.budget.id)}>{t('voucher.budget', voucher.budget)}</Link> }]
            : []),
          ...(voucher.reverses ? [{ key: 'reverses', label: t('voucher.reverses'), span: 'filled' as const, children: other(voucher.reverses) }] : []),
          ...(voucher.reversedBy ? [{ key: 'reversedBy', label: t('voucher.reversedBy'), span: 'filled' as const, children: other(voucher.reversedBy) }] : []),
        ]}
      />
      <Entries voucher={voucher} />
      <Typography.Text type="secondary">{t('voucher.sum')}</Typography.Text>
    </Flex>
  );
}

/** What a voucher changed: debit, credit and the balance after it. */
function Entries({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation('funds');
  const label = useEnumLabel();
  const programmeText = useProgrammeText();
  return (
    <Rows
      label={t('voucher.entries')}
      rows={voucher.entries}
      rowKey={(row) => row.account.id}
      columns={[
        {
          key: 'account',
          title: t('account.name'),
          render: ({ account }) => (
            <Flex vertical style={{ maxWidth: 260, whiteSpace: 'normal' }}>
              <Link to={`${paths.fundBooks}?${new URLSearchParams({ ...(voucher.union ? { union: voucher.union.id } : {}), account: account.id }).toString()}`}>
                {label('FundAccountKind', account.kind)} · {programmeText(account.programme)}
              </Link>
              <Typography.Text type="secondary" style={{ fontWeight: 'normal' }}>
                {account.year} · {account.fund?.name ?? t('account.budget')}
              </Typography.Text>
            </Flex>
          ),
        },
        { key: 'debit', title: t('voucher.debit'), align: 'right', render: ({ amount }) => (isNegative(amount) ? '' : <Money amount={amount} />) },
        { key: 'credit', title: t('voucher.credit'), align: 'right', render: ({ amount }) => (isNegative(amount) ? <Money amount={less('0.00', amount)} /> : '') },
        { key: 'after', title: t('voucher.after'), align: 'right', render: ({ balance }) => <Money amount={balance} /> },
      ]}
    />
  );
}

function ReverseModal(props: { voucher: Voucher; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('funds');
  const [form] = Form.useForm<{ reason: string }>();
  const { voucher } = props;
  const state = useSubmit(ReverseFundTransactionDocument, { payload: (data) => data.reverseFundTransaction, form, onDone: props.onClose, success: t('reverse.done') });
  return (
    <FormModal<{ reason: string }>
      open={props.open}
      onClose={props.onClose}
      danger
      title={t('reverse.title', { purpose: voucher.purpose, amount: formatMoney(voucher.amount) })}
      lead={t('reverse.what')}
      okText={t('reverse.ok')}
      form={form}
      state={state}
      onFinish={({ reason }) => void state.submit({ id: voucher.id, reason: reason.trim() })}
    >
      <ReasonField />
    </FormModal>
  );
}
