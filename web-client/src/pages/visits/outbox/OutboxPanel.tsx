import { Alert, App, Button, Card, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { formatDateTime } from '@/shared/format';
import { type EntryState, type OutboxEntry, type PhotoEntry, type Problem, taskOf } from './entry';
import { useOutbox, useOutboxEntries } from './OutboxContext';

const colours: Record<EntryState, string> = { waiting: 'warning', sending: 'processing', photos: 'processing', partial: 'error', sent: 'success', rejected: 'error' };

/** The visits and surveys on this device and how each stands; nothing when there are none. */
export function OutboxPanel() {
  const { t } = useTranslation('visits');
  const { outbox } = useOutbox();
  const entries = useOutboxEntries();
  if (!outbox || entries.length === 0) return null;
  const waiting = entries.some((one) => one.state === 'waiting' || one.state === 'photos');
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
  const open = entry.state === 'waiting' || entry.state === 'photos';
  const elsewhere = open && entry.postId !== viewer.post.id;
  const said = useProblemText()(entry.problem);
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
      {entry.photos.length > 0 && entry.state !== 'sent' && (
        <Flex component="ul" vertical gap={4} aria-label={t('outbox.photos')} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {entry.photos.map((one) => (
            <li key={one.id}>
              <Photo photo={one} onDiscard={() => void outbox?.discardPhoto(entry.id, one.id)} />
            </li>
          ))}
        </Flex>
      )}
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

function useProblemText() {
  const { t } = useTranslation('visits');
  return (problem: Problem | null) => {
    if (!problem) return null;
    return problem.kind === 'server' ? t('outbox.serverProblem', { message: problem.message }) : t('outbox.lineProblem');
  };
}

function Photo(props: { photo: PhotoEntry; onDiscard: () => void }) {
  const { t } = useTranslation('visits');
  const { photo } = props;
  const said = useProblemText()(photo.problem);
  return (
    <Flex vertical gap={4}>
      <Flex gap="small" align="center">
        <Typography.Text ellipsis style={{ flex: 1, minWidth: 0 }}>
          {photo.name}
        </Typography.Text>
        <Tag color={colours[photo.state]}>{t(`outbox.states.${photo.state}`)}</Tag>
      </Flex>
      {photo.state === 'waiting' && said && <span>{said}</span>}
      {photo.state === 'rejected' && (
        <Alert
          type="error"
          showIcon
          title={photo.refusals.map((one) => one.message).join(' ')}
          action={
            <Button size="small" danger onClick={props.onDiscard} aria-label={t('outbox.discardPhoto', { name: photo.name })}>
              {t('outbox.discard')}
            </Button>
          }
        />
      )}
    </Flex>
  );
}
