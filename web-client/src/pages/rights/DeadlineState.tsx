import { Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RightsDeadlineFactsFragment } from '@/gql/graphql';
import { formatDate } from '@/shared/format';
import { DueTag } from './CaseParts';

/** The day of a deadline, and how far it is, or when it was kept. */
export function DeadlineState({ of }: { of: Pick<RightsDeadlineFactsFragment, 'state' | 'dueOn' | 'metOn'> }) {
  const { t } = useTranslation('rights');
  return (
    <Flex gap="small" wrap align="center">
      <span>{t('deadline.due', { day: formatDate(of.dueOn) })}</span>
      {of.state === 'MET' ? <Tag color="success">{t('deadline.met', { day: formatDate(of.metOn) })}</Tag> : <DueTag dueOn={of.dueOn} />}
    </Flex>
  );
}
