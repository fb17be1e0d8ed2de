import { Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { SurveyTaskPageDocument } from '@/gql/graphql';
import { taskOf, type OutboxEntry } from '@/pages/visits/outbox/entry';
import { useOutbox, useOutboxEntries } from '@/pages/visits/outbox/OutboxContext';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { TaskView } from './TaskView';

const context = { additionalTypenames: ['SurveyTask', 'Household', 'SurveyRecord'] };

/** One household on the list of a round: the form of its survey, or what was recorded. */
export default function TaskPage() {
  const { t } = useTranslation('surveys');
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const { offline, can } = useSession();
  const { own, outbox } = useOutbox();
  const entries = useOutboxEntries();
  const [{ data, error, fetching }, retry] = useQuery({ query: SurveyTaskPageDocument, variables: { id }, context, pause: offline });
  // In a courtyard without a line the form begins with what this device keeps.
  const kept = offline || (error && !data) ? own.surveys.find((one) => one.id === id) : undefined;
  const task = data?.surveyTask ?? kept;
  // Not before the vault is open: a refused record may wait there to be corrected.
  if (can('VISIT_RECORD') && !outbox) return <Loading />;
  if (!task) {
    if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
    if (fetching || (!data && !offline)) return <Loading />;
    return <Result status="404" title={offline ? t('task.notKept') : t('task.gone')} extra={<Link to={offline ? paths.kept : paths.surveys}>{t('title')}</Link>} />;
  }
  const correct = search.get('correct');
  const about = entries.filter((one) => taskOf(one) === id);
  const corrected = about.find((one) => one.id === correct && one.state === 'rejected');
  // What was just sent is on its way back as the record.
  const waits = (one: OutboxEntry) =>
    one.state === 'waiting' || one.state === 'sending' || (one.state === 'sent' && one.subject === 'survey' && !task.record);
  return (
    <TaskView
      key={`${id} ${correct ?? ''} ${search.get('amend') ?? ''}`}
      task={task}
      corrected={corrected}
      waiting={about.find(waits)}
      amend={search.has('amend')}
      reload={() => retry({ requestPolicy: 'network-only' })}
    />
  );
}
