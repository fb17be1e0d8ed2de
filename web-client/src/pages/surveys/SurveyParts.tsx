import { Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { SurveyDifference, SurveyState, SurveyTaskState } from '@/gql/graphql';
import { formatDate } from '@/shared/format';

const stateColours: Record<SurveyState, string> = { DRAFT: 'default', OPEN: 'processing', CLOSED: 'success' };

export function RoundStateTag(props: { round: { state: SurveyState; overdue: boolean } }) {
  const { t } = useTranslation('surveys');
  const label = useEnumLabel();
  const { state, overdue } = props.round;
  return (
    <>
      <Tag color={stateColours[state]}>{label('SurveyState', state)}</Tag>
      {overdue && <Tag color="error">{t('round.overdue')}</Tag>}
    </>
  );
}

const taskColours: Record<SurveyTaskState, string> = {
  TODO: 'warning',
  NOT_MET: 'warning',
  DONE: 'success',
  LATE: 'success',
  MOVED_AWAY: 'default',
  REFUSED: 'default',
  ENDED: 'default',
};

/** What became of a household; how often nobody was met. */
export function TaskStateTag(props: { task: { state: SurveyTaskState; tries: number; overdue: boolean } }) {
  const { t } = useTranslation('surveys');
  const label = useEnumLabel();
  const { state, tries, overdue } = props.task;
  return (
    <Flex gap={4} wrap style={{ display: 'inline-flex' }}>
      <Tag color={overdue ? 'error' : taskColours[state]}>
        {label('SurveyTaskState', state)}
        {state === 'NOT_MET' && tries > 1 && ` ${t('task.tries', { count: tries })}`}
      </Tag>
      {overdue && <Tag color="error">{t('task.overdue')}</Tag>}
    </Flex>
  );
}

/** Differences that mean more hardship stand out. */
const worse: readonly SurveyDifference[] = ['INCOME_FELL', 'EXPENSE_ROSE', 'NEW_CAUSE', 'NEW_NEED', 'NEW_CLAIM'];
const better: readonly SurveyDifference[] = ['INCOME_ROSE', 'EXPENSE_FELL', 'CAUSE_GONE'];

/** What changed since the last record; says so when nothing did. */
export function DifferenceTags(props: { differences: readonly SurveyDifference[] }) {
  const { t } = useTranslation('surveys');
  const label = useEnumLabel();
  if (props.differences.length === 0) return <span>{t('record.noDifference')}</span>;
  return (
    <Flex gap={4} wrap>
      {props.differences.map((one) => (
        <Tag key={one} color={worse.includes(one) ? 'error' : better.includes(one) ? 'success' : 'processing'}>
          {label('SurveyDifference', one)}
        </Tag>
      ))}
    </Flex>
  );
}

/** 2014-08-06 至 2014-09-06 */
export function useWindowText(): (round: { opensOn: string; closesOn: string }) => string {
  const { t } = useTranslation('surveys');
  return (round) => t('round.window', { from: formatDate(round.opensOn), to: formatDate(round.closesOn) });
}
