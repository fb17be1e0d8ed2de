import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '@/app/paths';
import type { AidPaymentMethod, PaymentFactsFragment } from '@/gql/graphql';
import { grouped } from '@/pages/applications/applicationForm';
import { Money } from '@/pages/funds/FundParts';
import { formatDate } from '@/shared/format';
import { Rows, type RowSelection } from '@/shared/Rows';
import { PaymentStateTag } from './BatchParts';
import { payeeOf } from './settle';

/** The lines of a batch in their order; those that came back say why. */
export function PaymentRows(props: {
  rows: readonly PaymentFactsFragment[];
  method: AidPaymentMethod;
  selection?: Omit<RowSelection<PaymentFactsFragment>, 'nameOf'>;
}) {
  const { t } = useTranslation('payments');
  const bank = props.method === 'BANK';
  return (
    <Rows
      label={t('lines')}
      rows={props.rows}
      rowKey={(row) => String(row.number)}
      selection={props.selection && { ...props.selection, nameOf: (row) => `${row.number} ${payeeOf(row)}` }}
      columns={[
        {
          key: 'payee',
          title: t('line.payee'),
          render: (row) => (
            <span>
              {row.number}. {row.application ? <Link to={paths.aidApplication(row.application.id)}>{payeeOf(row)}</Link> : payeeOf(row)}
            </span>
          ),
        },
        { key: 'union', title: t('field.union'), render: (row) => row.application?.union?.shortName },
        { key: 'programme', title: t('line.programme'), render: (row) => row.application?.programme?.name, deskOnly: true },
        ...(bank
          ? [{
              key: 'account',
              title: t('line.account'),
              render: (row: PaymentFactsFragment) => {
                const payee = row.application?.payee;
                return payee ? `${payee.bank ?? ''} ${payee.account ? grouped(payee.account) : ''}` : '—';
              },
            }]
          : []),
        { key: 'amount', title: t('field.amount'), align: 'right', render: (row) => <Money amount={row.amount} strong /> },
        {
          key: 'state',
          title: t('line.state'),
          render: (row) => (
            <Flex vertical gap={2} align="start">
              <span>
                <PaymentStateTag state={row.state} /> {formatDate(row.settledOn)}
              </span>
              {row.reason && <Typography.Text type="secondary">{row.reason}</Typography.Text>}
            </Flex>
          ),
        },
      ]}
    />
  );
}
