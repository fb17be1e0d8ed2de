import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { DelegationRowFragment, DelegationState } from '@/gql/graphql';
import { DueTag } from '@/pages/rights/CaseParts';
import { formatDateTime } from '@/shared/format';
import { stateColours } from './states';

export function DelegationStateTag(props: { state: DelegationState }) {
  const label = useEnumLabel();
  return <Tag color={stateColours[props.state]}>{label('DelegationState', props.state)}</Tag>;
}

/** Whom it is against; a person is named to nobody here. */
export function useAgainstText(): (of: Pick<DelegationRowFragment, 'employerName'>) => string {
  const { t } = useTranslation('delegations');
  return (of) => of.employerName ?? t('person');
}

type Dated = Pick<DelegationRowFragment, 'state' | 'answerBy' | 'nextHearing'>;

export function hasNextDate(of: Dated): boolean {
  return of.state === 'OFFERED' || of.nextHearing !== null;
}

/** What is due next: the answer while it is offered, else the next hearing. */
export function NextDate({ of }: { of: Dated }) {
  const { t } = useTranslation('delegations');
  const label = useEnumLabel();
  if (of.state === 'OFFERED') return <DueTag title={t('way.station.ANSWER')} dueOn={of.answerBy} />;
  return of.nextHearing && <span>{[label('HearingKind', of.nextHearing.kind), formatDateTime(of.nextHearing.startsAt)].join(' ')}</span>;
}
