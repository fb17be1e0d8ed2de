import { CheckOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Segmented, Skeleton, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMutation, useQuery } from 'urql';
import { paths } from '@/app/paths';
import { MarkNotificationsReadDocument, NotificationListDocument, type NotificationFactsFragment } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { useCursor } from '@/shared/useCursor';
import { useSubmit } from '@/shared/useSubmit';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { byDay } from './byDay';
import { notificationPath } from './notificationPath';
import { today } from '@/shared/day';

const context = { additionalTypenames: ['Notification', 'NotificationsReadPayload'] };

/** What the person was told, by day; each leads to what it is about. */
export default function NotificationsPage() {
  const { t } = useTranslation('notifications');
  const { filters, setFilters } = useUrlFilters(['view']);
  const { after } = useCursor();
  const unread = filters.view === 'unread';
  const [{ data, fetching, error }, retry] = useQuery({ query: NotificationListDocument, variables: { unread, after }, context });
  const all = useSubmit(MarkNotificationsReadDocument, { payload: (answer) => answer.markNotificationsRead, success: t('allRead') });
  const newest = data?.newest.nodes[0]?.id;
  const rows = data?.notifications.nodes;
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Flex justify="space-between" align="center" gap="small" wrap>
        <Segmented
          aria-label={t('view')}
          value={unread ? 'unread' : 'all'}
          options={[
            { value: 'all', label: t('views.all') },
            { value: 'unread', label: t('views.unread') },
          ]}
          onChange={(view) => setFilters({ view: view === 'all' ? null : view })}
        />
        <Flex gap="small" align="center" wrap>
          <Link to={`${paths.account}#notifications`}>
            <SettingOutlined aria-hidden /> {t('settings')}
          </Link>
          <Button
            icon={<CheckOutlined aria-hidden />}
            disabled={!newest}
            loading={all.pending}
            onClick={() => newest && void all.submit({ upTo: newest })}
          >
            {t('markAll')}
          </Button>
        </Flex>
      </Flex>
      <SubmitProblems of={all} />
      {error && <LoadProblem error={error} retry={() => retry()} />}
      {!rows && fetching && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      {rows?.length === 0 && <EmptyHint text={unread ? t('emptyUnread') : t('empty')} />}
      {byDay(rows ?? []).map((one) => (
        <Day key={one.day} day={one.day} rows={one.rows} />
      ))}
      <CursorPager pageInfo={data?.notifications.pageInfo} disabled={fetching} />
    </Page>
  );
}

function Day(props: { day: string; rows: NotificationFactsFragment[] }) {
  const { t } = useTranslation('notifications');
  const ago = dayjs(today()).startOf('day').diff(dayjs(props.day), 'day');
  const day = ago === 0 ? t('today') : ago === 1 ? t('yesterday') : props.day;
  return (
    <Section title={day}>
      <Card size="small" styles={{ body: { padding: 0 } }}>
        <ul aria-label={t('list', { day })} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {props.rows.map((row, index) => (
            <Item key={row.id} of={row} first={index === 0} />
          ))}
        </ul>
      </Card>
    </Section>
  );
}

function Item(props: { of: NotificationFactsFragment; first: boolean }) {
  const { t } = useTranslation('notifications');
  const [{ fetching }, mark] = useMutation(MarkNotificationsReadDocument);
  const { of } = props;
  const isNew = !of.readAt;
  const path = notificationPath(of);
  const read = () => {
    if (isNew) void mark({ input: { ids: [of.id] } });
  };
  const text = <span style={{ overflowWrap: 'anywhere' }}>{of.text}</span>;
  return (
    <li style={{ borderTop: props.first ? undefined : '1px solid rgba(0, 0, 0, 0.06)', padding: '10px 14px' }}>
      <Flex align="center" justify="space-between" gap="middle">
        <Flex vertical gap={2} style={{ minWidth: 0 }}>
          <Typography.Text strong={isNew}>
            {path ? (
              <Link to={path} onClick={read}>
                {text}
              </Link>
            ) : (
              text
            )}
          </Typography.Text>
          <Typography.Text type="secondary">
            {dayjs(of.createdAt).format('HH:mm')}
            {isNew && ` · ${t('unread')}`}
          </Typography.Text>
        </Flex>
        {isNew && (
          <Button loading={fetching} onClick={read} style={{ flex: 'none' }}>
            {t('markRead')}
          </Button>
        )}
      </Flex>
    </li>
  );
}
