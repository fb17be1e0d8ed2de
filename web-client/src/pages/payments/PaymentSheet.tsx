import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { BatchFactsFragment } from '@/gql/graphql';
import { grouped } from '@/pages/applications/applicationForm';
import { formatDate, formatMoney } from '@/shared/format';
import { PaperTable } from '@/shared/PaperTable';
import { payeeOf } from './settle';

/** The batch on paper: for what is handed over with a place to sign beside each name, for the bank with the accounts. */
export function PaymentSheet({ of }: { of: BatchFactsFragment }) {
  const { t } = useTranslation('payments');
  const label = useEnumLabel();
  const bank = of.method === 'BANK';
  return (
    <Flex component="article" vertical gap="middle">
      <Typography.Title level={1} style={{ textAlign: 'center', fontSize: 24, margin: 0 }}>
        {t('sheet.title', { union: of.union?.name ?? '' })}
      </Typography.Title>
      <Flex justify="space-between" wrap gap="small">
        <span>{t('sheet.number', { number: of.number })}</span>
        <span>{[label('AidPaymentMethod', of.method), of.goods].filter(Boolean).join('：')}</span>
        <span>{t('sheet.onDay', { day: formatDate(of.onDay) })}</span>
      </Flex>
      <PaperTable
        label={t('lines')}
        written={[t('sheet.signature')]}
        heads={[t('sheet.nth'), t('sheet.beneficiary'), t('line.payee'), t('field.union'), t('line.programme'), t('field.amount'), ...(bank ? [t('line.account')] : [t('sheet.signature'), t('sheet.date')])]}
        rows={of.payments.map((one) => {
          const payee = one.application?.payee;
          return [
            one.number,
            payee?.beneficiary ?? one.application?.maskedName,
            payeeOf(one),
            one.application?.union?.shortName,
            one.application?.programme?.name,
            formatMoney(one.amount),
            ...(bank ? [[payee?.bank, payee?.account ? grouped(payee.account) : null].filter(Boolean).join(' ')] : ['', '']),
          ];
        })}
        foot={[t('sheet.total'), '', '', '', '', formatMoney(of.amount), ...(bank ? [''] : ['', ''])]}
      />
      <Flex justify="space-between" wrap gap="large" style={{ marginTop: 24 }}>
        <span>{t('sheet.prepared', { name: of.createdBy?.name ?? '' })}</span>
        <span>{t('sheet.checked')}</span>
        <span>{t('sheet.head')}</span>
      </Flex>
    </Flex>
  );
}
