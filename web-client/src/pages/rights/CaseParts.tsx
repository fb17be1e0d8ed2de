import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { RightsCaseRowFragment, RightsCaseState } from '@/gql/graphql';
import { useDueText } from '@/shared/format';
import { deadlineColour } from './deadlines';
import { stateColours } from './states';

/** How many facts stand side by side in a card of a case's page. */
export const factColumns = { xs: 1, sm: 1, md: 2, xl: 3 } as const;

export function CaseStateTag(props: { state: RightsCaseState }) {
  const label = useEnumLabel();
  return <Tag color={stateColours[props.state]}>{label('RightsCaseState', props.state)}</Tag>;
}

/** How far a day is on which something has to be done: in words, and in a colour of warning. */
export function DueTag(props: { dueOn: string; title?: string }) {
  const dueText = useDueText();
  return (
    <Tag color={deadlineColour(props.dueOn)} style={{ whiteSpace: 'normal', margin: 0 }}>
      {props.title && `${props.title} · `}
      <span style={{ whiteSpace: 'nowrap' }}>{dueText(props.dueOn)}</span>
    </Tag>
  );
}

/** The next day by which something of a case has to be done. */
export function NextDeadline({ of }: { of: Pick<RightsCaseRowFragment, 'nextDeadline'> }) {
  return of.nextDeadline && <DueTag dueOn={of.nextDeadline.dueOn} title={of.nextDeadline.title} />;
}

/** Whom a case is against: a person is named to nobody here. */
export function useOpponentText(): (of: Pick<RightsCaseRowFragment, 'employer'>) => string {
  const { t } = useTranslation('rights');
  return (of) => of.employer?.name ?? t('person');
}
