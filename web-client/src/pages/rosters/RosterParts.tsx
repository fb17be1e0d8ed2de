import { Alert, Card, Flex, Progress, Statistic, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { RosterFactsFragment } from '@/gql/graphql';
import { formatCount } from '@/shared/format';
import { isAtWork, percent } from './rosterState';

type State = RosterFactsFragment['state'];

const colours: Record<State, string> = {
  READING: 'processing',
  CHECKING: 'processing',
  CHECKED: 'warning',
  LOADING: 'processing',
  LOADED: 'success',
  CANCELLED: 'default',
  REFUSED: 'error',
};

export function RosterStateTag(props: { state: State }) {
  const label = useEnumLabel();
  return <Tag color={colours[props.state]}>{label('RosterState', props.state)}</Tag>;
}

/** What the server does with the roster now, and how far it is. */
export function RosterProgress(props: { roster: RosterFactsFragment }) {
  const { t } = useTranslation('rosters');
  const label = useEnumLabel();
  const { roster } = props;
  if (!isAtWork(roster.state)) return null;
  const done = percent(roster);
  const counts = { done: formatCount(roster.done), total: formatCount(roster.total) };
  return (
    <Card size="small">
      <Flex vertical gap="small">
        <Typography.Text strong aria-live="polite">
          {label('RosterState', roster.state)}
        </Typography.Text>
        <Progress aria-label={label('RosterState', roster.state)} percent={done ?? 0} status="active" showInfo={done !== null} />
        <Typography.Text type="secondary">{done === null ? t('progress.rows', counts) : t('progress.households', counts)}</Typography.Text>
      </Flex>
    </Card>
  );
}

/** What the check found, in numbers. */
export function RosterCounts(props: { roster: RosterFactsFragment }) {
  const { t } = useTranslation('rosters');
  const { roster } = props;
  const figures: [string, number, string | undefined][] = [
    [t('count.households'), roster.householdCount, t('count.people', { count: roster.memberCount })],
    roster.state === 'LOADED'
      ? [t('count.loaded'), roster.loadedHouseholdCount, t('count.people', { count: roster.loadedMemberCount })]
      : [t('count.good'), roster.goodCount, undefined],
    [t('count.faulty'), roster.faultyCount, t('count.cells', { count: roster.faultCount })],
    [t('count.known'), roster.knownCount, t('count.people', { count: roster.knownMemberCount })],
  ];
  return (
    <Flex gap="small" wrap>
      {figures.map(([title, value, more]) => (
        <Card key={title} size="small" style={{ flex: '1 1 140px' }}>
          <Statistic title={title} value={value} />
          <Typography.Text type="secondary">{more ?? ' '}</Typography.Text>
        </Card>
      ))}
    </Flex>
  );
}

/** What a person must know of the roster before anything else. */
export function RosterNotices(props: { roster: RosterFactsFragment }) {
  const { t } = useTranslation('rosters');
  const { roster } = props;
  return (
    <>
      {roster.remark && (
        <Alert
          type={roster.state === 'REFUSED' ? 'error' : 'warning'}
          showIcon
          role="alert"
          title={roster.state === 'REFUSED' ? t('upload.refused') : roster.remark}
          description={roster.state === 'REFUSED' ? roster.remark : undefined}
        />
      )}
      {roster.state === 'LOADED' && (
        <Alert
          type="success"
          showIcon
          title={t('loaded.title', { households: formatCount(roster.loadedHouseholdCount), members: formatCount(roster.loadedMemberCount) })}
          description={[
            roster.knownCount > 0 ? t('loaded.known', { count: roster.knownCount }) : '',
            roster.faultyCount > 0 ? t('loaded.faulty', { count: roster.faultyCount }) : '',
          ].join(' ').trim() || undefined}
        />
      )}
      {roster.state === 'CHECKED' && roster.knownCount > 0 && (
        <Alert type="info" showIcon title={t('known', { count: roster.knownCount })} />
      )}
      {roster.ignoredHeadings.length > 0 && roster.state !== 'REFUSED' && (
        <Alert type="info" showIcon title={t('ignored', { headings: roster.ignoredHeadings.join('、') })} />
      )}
    </>
  );
}
