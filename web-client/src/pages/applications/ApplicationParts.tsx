import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { AidApplicationRowFragment, AidApplicationState } from '@/gql/graphql';
import { today } from '@/shared/day';

const colours: Record<AidApplicationState, string> = {
  DRAFT: 'default',
  SUBMITTED: 'processing',
  RETURNED: 'warning',
  REVIEWED: 'processing',
  PUBLICISED: 'processing',
  APPROVED: 'processing',
  PAYING: 'processing',
  PAID: 'success',
  RECEIVED: 'success',
  REJECTED: 'error',
  WITHDRAWN: 'default',
};

/** Where an application stands; one whose notice hung for long enough waits to be approved. */
export function ApplicationStateTag(props: { of: Pick<AidApplicationRowFragment, 'state' | 'noticeEndsOn'> }) {
  const { t } = useTranslation('applications');
  const label = useEnumLabel();
  const { state, noticeEndsOn } = props.of;
  const hung = state === 'PUBLICISED' && noticeEndsOn !== null && noticeEndsOn < today();
  return <Tag color={colours[state]}>{hung ? t('hung') : label('AidApplicationState', state)}</Tag>;
}

/** Whom an application is for, as far as the viewer may read it. */
export function nameOf(of: Pick<AidApplicationRowFragment, 'maskedName' | 'member' | 'household'>): string {
  if (of.household && !of.household.masked) return of.member?.name ?? of.household.headName;
  return of.maskedName;
}
