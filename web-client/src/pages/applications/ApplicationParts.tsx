import { Tag, type DescriptionsProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import type { AidApplicationFactsFragment, AidApplicationRowFragment, AidApplicationState, AidApplicationStep } from '@/gql/graphql';
import { today } from '@/shared/day';
import { formatDate } from '@/shared/format';
import { isFile, wordsOf } from '@/shared/needyFile';

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
  FILED: 'success',
  ENDING: 'warning',
  RELIEVED: 'success',
  REMOVED: 'default',
  REJECTED: 'error',
  WITHDRAWN: 'default',
};

/** Names the state of an application; who is refused a file is not refused aid. */
export function useStateText(): (of: Pick<AidApplicationRowFragment, 'kind' | 'state'>) => string {
  const { t } = useTranslation('applications');
  const label = useEnumLabel();
  return (of) => (isFile(of) && of.state === 'REJECTED' ? t('fileState.REJECTED') : label('AidApplicationState', of.state));
}

/** Names a step of an application. */
export function useStepText(): (of: Pick<AidApplicationRowFragment, 'kind'>, step: AidApplicationStep) => string {
  const { t } = useTranslation('applications');
  const label = useEnumLabel();
  return (of, step) => (isFile(of) && (step === 'REJECT' || step === 'REVOKE') ? t(`fileStep.${step}`) : label('AidApplicationStep', step));
}

/** Where an application stands; one whose notice hung for long enough waits to be approved. */
export function ApplicationStateTag(props: { of: Pick<AidApplicationRowFragment, 'kind' | 'state' | 'noticeEndsOn'> }) {
  const { t } = useTranslation('applications');
  const stateText = useStateText();
  const { state, noticeEndsOn } = props.of;
  const hung = state === 'PUBLICISED' && noticeEndsOn !== null && noticeEndsOn < today();
  return <Tag color={colours[state]}>{hung ? t('hung', wordsOf(props.of)) : stateText(props.of)}</Tag>;
}

/** Whom an application is for, as far as the viewer may read it. */
export function nameOf(of: Pick<AidApplicationRowFragment, 'maskedName' | 'member' | 'household'>): string {
  if (of.household && !of.household.masked) return of.member?.name ?? of.household.headName;
  return of.maskedName;
}

/** How many facts stand side by side in a card of an application's page. */
export const factColumns = { xs: 1, sm: 1, md: 2, xl: 3 } as const;

/** The days of the public notice, as a fact; with the way to it for whoever may read it. */
export function useNoticeItems(): (of: Pick<AidApplicationFactsFragment, 'notice' | 'noticeEndsOn'>) => NonNullable<DescriptionsProps['items']> {
  const { t } = useTranslation('applications');
  return ({ notice, noticeEndsOn }) => {
    if (notice) {
      const days = t('noticeDays', { from: formatDate(notice.postedOn), to: formatDate(notice.endsOn) });
      return [{ key: 'notice', label: t('field.notice'), children: <Link to={paths.aidNotice(notice.id)}>{days}</Link> }];
    }
    return noticeEndsOn ? [{ key: 'notice', label: t('field.noticeEndsOn'), children: formatDate(noticeEndsOn) }] : [];
  };
}
