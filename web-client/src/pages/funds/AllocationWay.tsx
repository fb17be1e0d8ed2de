import { Flex, Steps, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { AllocationFactsFragment } from '@/gql/graphql';
import { formatDateTime } from '@/shared/format';
import { usePhone } from '@/shared/usePhone';

type Who = { name: string } | null;

/** The way of an allocation: who did what, and when. */
export function AllocationWay({ allocation: one }: { allocation: AllocationFactsFragment }) {
  const { t } = useTranslation('funds');
  const label = useEnumLabel();
  const phone = usePhone();
  const ended = one.state === 'REFUSED' || one.state === 'RECALLED' || one.state === 'CANCELLED';
  const done = (who: Who, at: string | null | undefined) => (
    <Flex vertical>
      <span>{who?.name ?? t('allocation.somebody')}</span>
      <Typography.Text type="secondary">{formatDateTime(at)}</Typography.Text>
    </Flex>
  );
  const issued = one.issuedAt ? [{ title: t('allocation.step.ISSUED'), status: 'finish' as const, content: done(one.issuedBy, one.issuedAt) }] : [];
  const last = ended
    ? [{
        title: label('FundAllocationState', one.state),
        status: 'error' as const,
        content: (
          <>
            {done(one.settledBy, one.settledAt)}
            {one.answer && <div style={{ overflowWrap: 'anywhere' }}>{t('allocation.answer')}：{one.answer}</div>}
          </>
        ),
      }]
    : [
        ...(one.issuedAt ? [] : [{ title: t('allocation.step.ISSUED'), status: 'process' as const, content: t('allocation.waits', { step: label('AllocationStep', 'ISSUE') }) }]),
        one.state === 'RECEIVED'
          ? { title: t('allocation.step.RECEIVED'), status: 'finish' as const, content: done(one.settledBy, one.settledAt) }
          : {
              title: t('allocation.step.RECEIVED'),
              status: one.issuedAt ? ('process' as const) : ('wait' as const),
              content: one.issuedAt ? t('allocation.waits', { step: label('AllocationStep', 'RECEIVE') }) : undefined,
            },
      ];
  const items = [{ title: t('allocation.step.PROPOSED'), status: 'finish' as const, content: done(one.proposedBy, one.proposedAt) }, ...issued, ...last];
  const waiting = items.findIndex((item) => item.status === 'process');
  return (
    <Steps
      current={waiting < 0 ? items.length - 1 : waiting}
      orientation={phone ? 'vertical' : 'horizontal'}
      aria-label={t('allocation.way')}
      items={items}
    />
  );
}
