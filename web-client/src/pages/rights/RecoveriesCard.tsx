import { Button, Card, Flex, Progress, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RightsCaseFactsFragment, RightsRecoveryFactsFragment } from '@/gql/graphql';
import { Money } from '@/pages/funds/FundParts';
import { formatDate, formatMoney, formatShare } from '@/shared/format';
import { drawn, fenOf } from '@/shared/money';
import { Rows } from '@/shared/Rows';
import { CancelRecoveryModal, RecoverModal } from './RecoveryModals';

/** How much of what is claimed has come, and each time that money came (到账). */
export function RecoveriesCard({ of }: { of: RightsCaseFactsFragment }) {
  const { t } = useTranslation('rights');
  const [recording, setRecording] = useState(false);
  const [cancelled, setCancelled] = useState<RightsRecoveryFactsFragment | null>(null);
  const records = of.next.includes('RECOVER');
  if (!records && of.recoveries.length === 0) return null;
  const title = t('recovery.title');
  return (
    <Card
      size="small"
      title={title}
      extra={
        records && (
          <Button size="small" onClick={() => setRecording(true)}>
            {t('recovery.record')}
          </Button>
        )
      }
    >
      <Flex vertical gap="middle">
        <RecoveredBar of={of} />
        {of.recoveries.length > 0 && (
          <Rows
            label={title}
            rows={of.recoveries}
            rowKey={(row) => row.id}
            columns={[
              { key: 'on', title: t('recovery.on'), render: (row) => <Typography.Text delete={row.cancelledOn !== null}>{formatDate(row.on)}</Typography.Text> },
              { key: 'amount', title: t('recovery.amount'), align: 'right', render: (row) => <Typography.Text delete={row.cancelledOn !== null}><Money amount={row.amount} /></Typography.Text> },
              { key: 'workers', title: t('recovery.workers'), align: 'right', render: (row) => t('people', { count: row.workers }) },
              { key: 'union', title: t('recovery.union'), render: (row) => row.unionName },
              {
                key: 'note',
                title: t('recovery.note'),
                render: (row) => (
                  <span style={{ display: 'inline-block', maxWidth: 320, whiteSpace: 'normal' }}>
                    {row.cancelledOn ? t('recovery.cancelledBecause', { day: formatDate(row.cancelledOn), reason: row.reason ?? '' }) : (row.note ?? '')}
                  </span>
                ),
              },
            ]}
            actions={
              of.recoveries.some((row) => row.cancellable)
                ? (row) =>
                    row.cancellable && (
                      <Button size="small" aria-label={`${t('recovery.cancel')}：${formatDate(row.on)} ${formatMoney(row.amount)}`} onClick={() => setCancelled(row)}>
                        {t('recovery.cancel')}
                      </Button>
                    )
                : undefined
            }
          />
        )}
      </Flex>
      {recording && <RecoverModal of={of} onClose={() => setRecording(false)} />}
      {cancelled && <CancelRecoveryModal of={of} recovery={cancelled} onClose={() => setCancelled(null)} />}
    </Card>
  );
}

/** 已追回 ¥6,000.00，占主张金额的 75.0% */
function RecoveredBar({ of }: { of: Pick<RightsCaseFactsFragment, 'claimed' | 'recovered'> }) {
  const { t } = useTranslation('rights');
  const [part, whole] = [drawn(fenOf(of.recovered) ?? 0n), drawn(fenOf(of.claimed) ?? 0n)];
  const text = t('recovery.share', { recovered: formatMoney(of.recovered), claimed: formatMoney(of.claimed), share: formatShare(part, whole) });
  return (
    <Flex vertical gap={2}>
      <span>{text}</span>
      {whole > 0 && <Progress percent={Math.min(100, (part / whole) * 100)} showInfo={false} status={part >= whole ? 'success' : 'normal'} aria-label={text} />}
    </Flex>
  );
}
