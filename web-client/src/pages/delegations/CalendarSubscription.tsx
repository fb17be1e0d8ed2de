import { Alert, App, Button, Card, Flex, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { useConnection } from '@/app/session/SessionContext';
import { CreateCalendarFeedDocument, EndCalendarFeedDocument, MyCalendarFeedDocument } from '@/gql/graphql';
import { formatDate, formatDateTime } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';

// A feed that ended answers with nothing of itself.
const context = { additionalTypenames: ['CalendarFeed', 'CalendarFeedPayload'] };

/** The address by which a calendar reads the person's hearings: made, shown once, made anew, ended. */
export function CalendarSubscription() {
  const { t } = useTranslation('delegations');
  const { t: common } = useTranslation();
  const { message, modal } = App.useApp();
  const { fileUrl } = useConnection();
  const [{ data, error }, retry] = useQuery({ query: MyCalendarFeedDocument, context });
  const [making, create] = useMutation(CreateCalendarFeedDocument);
  const [, end] = useMutation(EndCalendarFeedDocument);
  const [given, setGiven] = useState<string | null>(null);
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  const feed = data?.calendarFeed ?? data?.partnerViewer?.calendarFeed ?? null;

  async function make(): Promise<void> {
    const answer = await create({});
    const payload = answer.data?.createCalendarFeed;
    // A program elsewhere reads it: with the server in it.
    if (payload?.url) setGiven(fileUrl(payload.url));
    else void message.error(payload?.errors[0]?.message ?? common('form.network'));
  }
  const askAnew = () => modal.confirm({ title: t('feed.renew'), content: t('feed.renewWhat'), okText: t('feed.renew'), onOk: make });
  const askEnd = () =>
    modal.confirm({
      title: t('feed.end'),
      content: t('feed.endWhat'),
      okText: t('feed.end'),
      okButtonProps: { danger: true },
      onOk: async () => {
        const answer = await end({});
        const refused = answer.error || answer.data?.endCalendarFeed.errors[0];
        if (refused) void message.error(answer.data?.endCalendarFeed.errors[0]?.message ?? common('form.network'));
        else void message.success(t('feed.ended'));
      },
    });
  return (
    <Card size="small" title={t('feed.title')}>
      <Flex vertical gap="small" align="start">
        <span>{t('feed.what')}</span>
        {feed && (
          <Typography.Text type="secondary">
            {[t('feed.since', { at: formatDateTime(feed.createdAt) }), feed.lastReadOn ? t('feed.readOn', { day: formatDate(feed.lastReadOn) }) : t('feed.neverRead')].join(' · ')}
          </Typography.Text>
        )}
        <Flex gap="small" wrap>
          <Button loading={making.fetching} disabled={!data} onClick={() => (feed ? askAnew() : void make())}>
            {t(feed ? 'feed.renew' : 'feed.create')}
          </Button>
          {feed && (
            <Button danger onClick={askEnd}>
              {t('feed.end')}
            </Button>
          )}
        </Flex>
      </Flex>
      {given && <GivenAddress url={given} onClose={() => setGiven(null)} />}
    </Card>
  );
}

/** Shows the address, once: it is stored nowhere that it could be read again. */
function GivenAddress({ url, onClose }: { url: string; onClose: () => void }) {
  const { t } = useTranslation('delegations');
  const { t: common } = useTranslation();
  return (
    <Modal
      open
      title={t('feed.givenTitle')}
      okText={t('feed.done')}
      onOk={onClose}
      onCancel={onClose}
      cancelButtonProps={{ style: { display: 'none' } }}
      mask={{ closable: false }}
      keyboard={false}
      closable={false}
    >
      <Flex vertical gap="middle">
        <Alert type="warning" showIcon title={t('feed.once')} />
        <Typography.Text copyable={{ text: url, tooltips: [common('actions.copy'), common('actions.copied')] }} style={{ overflowWrap: 'anywhere', fontFamily: 'monospace' }}>
          {url}
        </Typography.Text>
        <Typography.Text type="secondary">{t('feed.how')}</Typography.Text>
      </Flex>
    </Modal>
  );
}
