import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { AidOutcome, ProgrammeState, StepOutcome } from '@/gql/graphql';
import { formatDate } from '@/shared/format';

const stateColours: Record<ProgrammeState, string> = { DRAFT: 'default', OPEN: 'processing', CLOSED: 'success' };

export function ProgrammeStateTag(props: { state: ProgrammeState }) {
  const label = useEnumLabel();
  return <Tag color={stateColours[props.state]}>{label('ProgrammeState', props.state)}</Tag>;
}

const outcomeColours: Record<AidOutcome, string> = { ELIGIBLE: 'success', UNCLEAR: 'warning', NOT_ELIGIBLE: 'default' };

export function OutcomeTag(props: { outcome: AidOutcome }) {
  const label = useEnumLabel();
  return <Tag color={outcomeColours[props.outcome]}>{label('AidOutcome', props.outcome)}</Tag>;
}

const stepColours: Record<StepOutcome, string> = { MET: 'success', UNKNOWN: 'warning', NOT_MET: 'error' };

export function StepTag(props: { outcome: StepOutcome }) {
  const label = useEnumLabel();
  return (
    <Tag color={stepColours[props.outcome]} style={{ flex: 'none', minWidth: 56, textAlign: 'center' }}>
      {label('StepOutcome', props.outcome)}
    </Tag>
  );
}

/** 2014-08-06 至 2014-09-06 */
export function useDaysText(): (programme: { opensOn: string; closesOn: string }) => string {
  const { t } = useTranslation('aid');
  return (programme) => t('programme.daysText', { from: formatDate(programme.opensOn), to: formatDate(programme.closesOn) });
}
