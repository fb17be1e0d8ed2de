import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { AidPaymentState, BatchRowFragment } from '@/gql/graphql';

/** Whether the bank has answered, and whether something came back. */
export function BatchStateTag({ of }: { of: Pick<BatchRowFragment, 'open' | 'returned' | 'method'> }) {
  const { t } = useTranslation('payments');
  if (of.open > 0) return <Tag color="processing">{t('state.open', { n: of.open })}</Tag>;
  if (of.returned > 0) return <Tag color="warning">{t('state.returned', { n: of.returned })}</Tag>;
  return <Tag color="success">{t(of.method === 'BANK' ? 'state.paid' : 'state.handedOver')}</Tag>;
}

const colours: Record<AidPaymentState, string> = { SENT: 'processing', PAID: 'success', RETURNED: 'warning' };

export function PaymentStateTag(props: { state: AidPaymentState }) {
  const label = useEnumLabel();
  return <Tag color={colours[props.state]}>{label('AidPaymentState', props.state)}</Tag>;
}
