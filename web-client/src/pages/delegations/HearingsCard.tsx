import { Button, Card, Flex, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { DelegationFactsFragment, HearingFactsFragment, HearingState, HearingStep } from '@/gql/graphql';
import { HearingModal } from './HearingModal';
import { HearingStepModal } from './HearingStepModal';
import { dayAndTime, spanOf } from './hearingTime';

const colours: Record<HearingState, string> = { PLANNED: 'processing', HELD: 'success', CANCELLED: 'default' };

type Asking = { kind: 'save'; hearing?: HearingFactsFragment } | { kind: 'step'; hearing: HearingFactsFragment; step: HearingStep };

/** When and where a delegation is heard, and what came of it. */
export function HearingsCard({ of }: { of: DelegationFactsFragment }) {
  const { t } = useTranslation('delegations');
  const [asking, setAsking] = useState<Asking | null>(null);
  const { hearings, hearingsEditable } = of;
  if (!hearingsEditable && hearings.length === 0) return null;
  const close = () => setAsking(null);
  return (
    <Card
      size="small"
      title={t('hearing.title')}
      extra={
        hearingsEditable && (
          <Button size="small" onClick={() => setAsking({ kind: 'save' })}>
            {t('hearing.add')}
          </Button>
        )
      }
    >
      {hearings.length === 0 && <Typography.Text type="secondary">{t('hearing.none')}</Typography.Text>}
      <Flex component="ul" vertical gap="middle" aria-label={t('hearing.title')} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {hearings.map((one) => (
          <li key={one.id}>
            <Hearing of={one} onEdit={() => setAsking({ kind: 'save', hearing: one })} onStep={(step) => setAsking({ kind: 'step', hearing: one, step })} />
          </li>
        ))}
      </Flex>
      {asking?.kind === 'save' && <HearingModal delegationId={of.id} of={asking.hearing} onClose={close} />}
      {asking?.kind === 'step' && <HearingStepModal of={asking.hearing} step={asking.step} onClose={close} />}
    </Card>
  );
}

function Hearing({ of, onEdit, onStep }: { of: HearingFactsFragment; onEdit: () => void; onStep: (step: HearingStep) => void }) {
  const { t } = useTranslation('delegations');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  const when = `${dayAndTime(of.startsAt).day} ${spanOf(of)}`;
  const name = `${label('HearingKind', of.kind)} ${when}`;
  return (
    <Flex vertical gap={4}>
      <Flex gap="small" wrap align="center">
        <Typography.Text strong delete={of.state === 'CANCELLED'}>
          {when}
        </Typography.Text>
        <span>{label('HearingKind', of.kind)}</span>
        <Tag color={colours[of.state]}>{label('HearingState', of.state)}</Tag>
      </Flex>
      <span style={{ overflowWrap: 'anywhere' }}>{of.venue}</span>
      {of.note && <Typography.Text type="secondary">{of.note}</Typography.Text>}
      {of.result && (
        <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          <strong>{t('hearing.result')}</strong>：{of.result}
        </span>
      )}
      {(of.editable || of.next.length > 0) && (
        <Flex gap="small" wrap>
          {of.next.map((step) => (
            <Button key={step} size="small" aria-label={`${label('HearingStep', step)}：${name}`} onClick={() => onStep(step)}>
              {label('HearingStep', step)}
            </Button>
          ))}
          {of.editable && (
            <Button size="small" aria-label={`${common('actions.edit')}：${name}`} onClick={onEdit}>
              {common('actions.edit')}
            </Button>
          )}
        </Flex>
      )}
    </Flex>
  );
}
