import { CheckCircleOutlined, EnvironmentOutlined, PhoneOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Progress, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { SurveyTaskListDocument, type SurveyState, type TaskRowFragment } from '@/gql/graphql';
import { taskOf } from '@/pages/visits/outbox/entry';
import { useOutbox, useOutboxEntries } from '@/pages/visits/outbox/OutboxContext';
import { EmptyHint } from '@/shared/EmptyHint';
import { useDueText } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { isUnfinished, unfinishedFirst } from './progress';
import { TaskStateTag } from './SurveyParts';

interface OfRound {
  round: { id: string; state: SurveyState; closesOn: string };
}

/** The cadre's own households on the list, those still to visit first; without a line as this device keeps them. */
export function OwnTasks({ round }: OfRound) {
  const { t } = useTranslation('surveys');
  const { own } = useOutbox();
  const due = useDueText();
  const [{ data, error }, retry] = useQuery({
    query: SurveyTaskListDocument,
    variables: { filter: { roundId: round.id, mine: true }, first: 50, after: null },
    context,
  });
  const kept = own.surveys.filter((one) => one.round.id === round.id);
  const rows: readonly TaskRowFragment[] | undefined = data?.surveyTasks.nodes ?? (error && kept.length > 0 ? kept : undefined);
  if (!rows) return error ? <LoadProblem error={error} retry={() => retry()} /> : <Skeleton active />;
  if (rows.length === 0) return <EmptyHint text={t('task.noneOwn')} />;
  const left = rows.filter(isUnfinished).length;
  const done = rows.length - left;
  return (
    <Flex vertical gap="middle">
      <Card size="small">
        <Flex vertical gap={4}>
          <Flex justify="space-between" gap="small" wrap>
            <Typography.Text strong>{left === 0 ? t('task.allDone', { count: rows.length }) : t('task.left', { left, count: rows.length })}</Typography.Text>
            {round.state === 'OPEN' && left > 0 && <Tag color="warning">{due(round.closesOn)}</Tag>}
          </Flex>
          <Progress percent={Math.round((done / rows.length) * 100)} showInfo={false} aria-label={t('task.left', { left, count: rows.length })} />
        </Flex>
      </Card>
      <Flex component="ul" gap="small" wrap align="stretch" aria-label={t('task.mine')} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {unfinishedFirst(rows).map((row) => (
          <li key={row.id} style={{ flex: '1 1 340px', maxWidth: 620 }}>
            <TaskCard task={row} open={round.state === 'OPEN'} />
          </li>
        ))}
      </Flex>
    </Flex>
  );
}

const context = { additionalTypenames: ['SurveyTask', 'Household'] };

function TaskCard({ task, open }: { task: TaskRowFragment; open: boolean }) {
  const { t } = useTranslation('surveys');
  const navigate = useNavigate();
  const { can } = useSession();
  const entries = useOutboxEntries();
  const waiting = entries.some((one) => one.state !== 'sent' && taskOf(one) === task.id);
  const { household } = task;
  const todo = isUnfinished(task) && open && can('VISIT_RECORD');
  return (
    <Card size="small" title={<Link to={paths.surveyTask(task.id)}>{household.headName}</Link>} extra={<TaskStateTag task={task} />} style={{ height: '100%' }}>
      <Flex vertical gap="small">
        {household.address && (
          <span>
            <EnvironmentOutlined aria-hidden /> {household.address}
          </span>
        )}
        {waiting && <Tag color="warning">{t('task.waiting')}</Tag>}
        <Flex gap="small" wrap>
          {household.phone && (
            <Button href={`tel:${household.phone}`} icon={<PhoneOutlined />} style={{ flex: '1 1 140px' }} aria-label={t('task.call', { name: household.headName, phone: household.phone })}>
              {household.phone}
            </Button>
          )}
          <Button
            type={todo ? 'primary' : 'default'}
            ghost={todo}
            icon={todo ? undefined : <CheckCircleOutlined />}
            style={{ flex: '1 1 140px' }}
            aria-label={`${todo ? t('task.record') : t('task.see')}：${household.headName}`}
            onClick={() => void navigate(paths.surveyTask(task.id))}
          >
            {todo ? t('task.record') : t('task.see')}
          </Button>
        </Flex>
      </Flex>
    </Card>
  );
}
