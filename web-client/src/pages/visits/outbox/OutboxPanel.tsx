import { Alert, App, Button, Card, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { formatDateTime } from '@/shared/format';
import { type EntryState, type OutboxEntry, taskOf } from './entry';
import { useOutbox, useOutboxEntries } from './OutboxContext';

const colours: Record<EntryState, string> = { waiting: 'warning', sending: 'processing', sent: 'success', rejected: 'error' };

/** The visits and surveys on this device and how each stands; nothing when there are none. */
export function OutboxPanel() {
  const { t } = useTranslation('visits');
  const { outbox } = useOutbox();
  const entries = useOutboxEntries();
  if (!outbox || entries.length === 0) return null;
  const waiting = entries.some((one) => one.state === 'waiting');
  return (
    <Card
      size="small"
      title={t('outbox.title')}
      extra={
        waiting && (
          <Button size="small" onClick={() => void outbox.replay()}>
            {t('outbox.retry')}
          </Button>
        )
      }
    >
      <Flex component="ul" vertical gap="middle" style={{ listStyle: 'none', margin: 0, padding: 0 }} aria-live="polite">
        {entries.map((one) => (
          <li key={one.id}>
            <Entry entry={one} />
          </li>
        ))}
      </Flex>
    </Card>
  );
}

function Entry(props: { entry: OutboxEntry }) {
  const { t } = useTranslation('visits');
  const { t: surveys } = useTranslation('surveys');
  const { entry } = props;
  const { outbox } = useOutbox();
  const { viewer } = useSession();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const label = useEnumLabel();
  const discard = () =>
    modal.confirm({
      title: t('outbox.discardTitle'),
      content: t('outbox.discardWhat'),
      okText: t('outbox.discard'),
      okButtonProps: { danger: true },
      onOk: () => outbox?.discard(entry.id),
    });
  const whatOf = (one: OutboxEntry) =>
    one.subject === 'visit'
      ? label('VisitKind', one.draft.kind)
      : [surveys('title'), one.subject === 'settlement' && label('SurveyTaskState', one.draft.state)].filter(Boolean).join(' · ');
  const task = taskOf(entry);
  const form = task ? paths.surveyTask(task) : paths.newVisit();
  const elsewhere = entry.state === 'waiting' && entry.postId !== viewer.post.id;
  const said =
    entry.problem?.kind === 'server' ? t('outbox.serverProblem', { message: entry.problem.message }) : entry.problem ? t('outbox.lineProblem') : null;
  return (
    <Flex vertical gap={6}>
      <Flex gap="small" align="center" wrap>
        <Typography.Text strong>{entry.householdName}</Typography.Text>
        <span>
          {entry.draft.visitedOn} {whatOf(entry)}
        </span>
        <Tag color={colours[entry.state]}>{t(`outbox.states.${entry.state}`)}</Tag>
      </Flex>
      <Typography.Text type="secondary">{t('outbox.written', { when: formatDateTime(entry.writtenAt) })}</Typography.Text>
      {elsewhere && <span>{t('outbox.otherPost', { union: entry.unionName })}</span>}
      {entry.state === 'waiting' && said && <span>{said}</span>}
      {entry.refusals.map((one) => (
        <Alert key={`${one.path.join('.')} ${one.message}`} type="error" showIcon title={one.message} />
      ))}
      {entry.state === 'rejected' && (
        <Flex gap="small">
          <Button type="primary" ghost onClick={() => void navigate(`${form}?correct=${entry.id}`)}>
            {t('outbox.correct')}
          </Button>
          <Button danger onClick={() => void discard()}>
            {t('outbox.discard')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
}
