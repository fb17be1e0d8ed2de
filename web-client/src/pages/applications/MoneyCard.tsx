import { Card, Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import type { AidApplicationFactsFragment } from '@/gql/graphql';
import { FundLink, Money } from '@/pages/funds/FundParts';
import { formatDate, formatDateTime } from '@/shared/format';
import { factColumns, useNoticeItems } from './ApplicationParts';
import { grouped } from './applicationForm';

/** What was asked for, what was granted out of which fund, the days of the notice, and the payment. */
export function MoneyCard({ of }: { of: AidApplicationFactsFragment }) {
  const { t } = useTranslation('applications');
  const label = useEnumLabel();
  const { can } = useSession();
  const noticeItems = useNoticeItems();
  const { payment } = of;
  return (
    <Card size="small" title={t('money')}>
      <Descriptions
        size="small"
        column={factColumns}
        items={[
          { key: 'asked', label: t('field.asked'), children: <Money amount={of.asked} /> },
          ...(of.granted
            ? [
                { key: 'granted', label: t('field.granted'), children: <Money amount={of.granted} strong /> },
                { key: 'approvedAt', label: t('field.approvedAt'), children: formatDateTime(of.approvedAt) },
                { key: 'fund', label: t('field.fund'), children: can('FUND_READ') ? <FundLink fund={of.fund} /> : (of.fund?.name ?? t('hidden')) },
                ...(of.fundYear ? [{ key: 'fundYear', label: t('field.fundYear'), children: of.fundYear }] : []),
              ]
            : []),
          ...noticeItems(of),
          ...(payment
            ? [{
                key: 'payment',
                label: t('field.payment'),
                children: (
                  <span>
                    {payment.batch ? <Link to={paths.aidPayment(payment.batch.id)}>{`${label('AidPaymentMethod', payment.batch.method)} ${payment.batch.number}`}</Link> : null}{' '}
                    {label('AidPaymentState', payment.state)}
                    {payment.reason && `（${payment.reason}）`}
                  </span>
                ),
              }]
            : []),
          ...(of.paidOn ? [{ key: 'paidOn', label: t('field.paidOn'), children: formatDate(of.paidOn) }] : []),
        ]}
      />
    </Card>
  );
}

/** Who gets the money, and why it is asked for: facts that name a person, for whoever may read them. */
export function PayeeCard({ payee }: { payee: NonNullable<AidApplicationFactsFragment['payee']> }) {
  const { t } = useTranslation('applications');
  return (
    <Card size="small" title={t('payee')}>
      <Descriptions
        size="small"
        column={factColumns}
        items={[
          { key: 'beneficiary', label: t('field.beneficiary'), children: payee.beneficiary },
          { key: 'name', label: t('field.payeeName'), children: payee.name },
          { key: 'bank', label: t('field.bank'), children: payee.bank ?? t('notGiven') },
          { key: 'account', label: t('field.account'), children: payee.account ? <span style={{ fontVariantNumeric: 'tabular-nums' }}>{grouped(payee.account)}</span> : t('notGiven') },
          { key: 'reason', label: t('field.reason'), span: 'filled' as const, children: <span style={{ whiteSpace: 'pre-wrap' }}>{payee.reason}</span> },
        ]}
      />
    </Card>
  );
}
