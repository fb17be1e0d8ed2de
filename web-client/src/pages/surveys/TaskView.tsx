import { Alert, Breadcrumb, Button, Flex } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import type { SurveyFormFragment, SurveyTaskState } from '@/gql/graphql';
import type { OutboxEntry } from '@/pages/visits/outbox/entry';
import { OutboxPanel } from '@/pages/visits/outbox/OutboxPanel';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatDate } from '@/shared/format';
import { Loading } from '@/shared/Loading';
import { Page } from '@/shared/Page';
import { HouseholdHead } from './HouseholdHead';
import { RecordCard } from './RecordCard';
import { quickStates, SettleModal } from './SettleModal';
import { SurveyForm } from './SurveyForm';
import { TaskStateTag } from './SurveyParts';

/** The page of a household on the list, in the state it is in. */
export function TaskView(props: {
  task: SurveyFormFragment;
  /** Written here, refused, and open to be corrected. */
  corrected?: OutboxEntry;
  /** Written here and not with the server yet. */
  waiting?: OutboxEntry;
  /** The record that counts is to be corrected by another. */
  amend: boolean;
  reload: () => void;
}) {
  const { t } = useTranslation('surveys');
  const { can, manages } = useSession();
  const navigate = useNavigate();
  const label = useEnumLabel();
  const { task, corrected, waiting, amend, reload } = props;
  const { household, round, record } = task;
  const settlement = corrected?.subject === 'settlement' ? corrected : undefined;
  const [settling, setSettling] = useState<SurveyTaskState | null>(settlement?.draft.state ?? null);
  const mine = paths.mySurveyTasks(round.id);
  const may = can('VISIT_RECORD') && manages(household.union.id) && !household.masked && round.state === 'OPEN';
  const written = waiting?.subject === 'survey';
  const writable = may && !written && (!record || amend);
  // What is being typed stays, also when a colleague records or closes meanwhile.
  const [writing] = useState(writable);
  const [sent, setSent] = useState(false);
  const form = !sent && (writing || writable);
  const settles = may && !record && !waiting && !sent;
  const finished = () => {
    setSent(true);
    window.scrollTo({ top: 0 });
    if (amend) void navigate(paths.surveyTask(task.id), { replace: true });
  };
  return (
    <Page
      title={t('task.title', { name: household.headName })}
      lead={round.name}
      above={
        <Breadcrumb
          items={[{ title: <Link to={paths.surveys}>{t('title')}</Link> }, { title: <Link to={mine}>{t('task.mine')}</Link> }, { title: household.headName }]}
        />
      }
      extra={<TaskStateTag task={task} />}
    >
      <HouseholdHead household={household} />
      {settles && (
        <Flex component="section" gap="small" wrap aria-label={t('settle.title')}>
          {quickStates(household.status).map((state) => (
            <Button key={state} onClick={() => setSettling(state)}>
              {label('SurveyTaskState', state)}
            </Button>
          ))}
        </Flex>
      )}
      {waiting && !form && <OutboxPanel />}
      {!record && task.settledOn && task.state !== 'TODO' && (
        <Alert type="info" showIcon title={t('task.settled', { state: label('SurveyTaskState', task.state), on: formatDate(task.settledOn) })} description={may ? t('task.again') : undefined} />
      )}
      {form && (
        <SurveyForm task={task} corrected={corrected?.subject === 'survey' ? corrected : undefined} amend={amend} reload={reload} onSent={finished} />
      )}
      {!form && record && (
        <RecordCard
          record={record}
          extra={
            may && (
              <Button size="small" onClick={() => void navigate(`${paths.surveyTask(task.id)}?amend=1`)}>
                {t('amend.button')}
              </Button>
            )
          }
        />
      )}
      {sent && !record && <Loading />}
      {!form && !sent && !record && !written && <EmptyHint text={round.state === 'CLOSED' ? t('task.closed') : t('task.noRecord')} />}
      {!form && (
        <Flex gap="small" wrap>
          <Button type="primary" onClick={() => void navigate(mine)}>
            {t('task.next')}
          </Button>
          <Button onClick={() => void navigate(`${paths.household(household.id)}?tab=surveys`)}>{t('task.toHousehold')}</Button>
        </Flex>
      )}
      <SettleModal task={task} corrected={settlement} state={settling} onClose={() => setSettling(null)} />
    </Page>
  );
}
