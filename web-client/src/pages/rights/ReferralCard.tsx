import { Card, Descriptions, Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { RightsCaseFactsFragment, RightsReferralFactsFragment, RightsReferralState } from '@/gql/graphql';
import { formatDate } from '@/shared/format';
import { DueTag, factColumns } from './CaseParts';

const colours: Record<RightsReferralState, string> = { SENT: 'warning', RECEIVED: 'processing', TAKEN: 'processing', RETURNED: 'error', RECALLED: 'default', DONE: 'success' };

/** To which unions a case went: the clock, the receipt, and what came back; the newest first. */
export function ReferralCard({ of }: { of: RightsCaseFactsFragment }) {
  const { t } = useTranslation('rights');
  if (of.referrals.length === 0) return null;
  return (
    <Card size="small" title={t('referral.title')}>
      <Flex vertical gap="middle">
        {of.referrals.map((one) => (
          <Referral key={one.id} of={one} />
        ))}
      </Flex>
    </Card>
  );
}

function Referral({ of }: { of: RightsReferralFactsFragment }) {
  const { t } = useTranslation('rights');
  const label = useEnumLabel();
  const day = (key: 'receivedOn' | 'endedOn') => (of[key] ? [{ key, label: t(`referral.${key}`), children: formatDate(of[key]) }] : []);
  return (
    <section aria-label={`${of.fromName} → ${of.toName}`}>
      <Flex gap="small" wrap align="center" style={{ marginBottom: 8 }}>
        <strong>{`${of.fromName} → ${of.toName}`}</strong>
        <Tag color={colours[of.state]}>{label('RightsReferralState', of.state)}</Tag>
        {of.endedOn === null && <DueTag dueOn={of.dueOn} />}
      </Flex>
      <Descriptions
        size="small"
        column={factColumns}
        items={[
          { key: 'sentOn', label: t('referral.sentOn'), children: formatDate(of.sentOn) },
          { key: 'dueOn', label: t('referral.dueOn'), children: formatDate(of.dueOn) },
          ...day('receivedOn'),
          ...day('endedOn'),
          { key: 'reason', label: t('referral.reason'), span: 'filled' as const, children: <span style={{ whiteSpace: 'pre-wrap' }}>{of.reason}</span> },
          ...(of.answer ? [{ key: 'answer', label: t('referral.answer'), span: 'filled' as const, children: <span style={{ whiteSpace: 'pre-wrap' }}>{of.answer}</span> }] : []),
        ]}
      />
    </section>
  );
}
