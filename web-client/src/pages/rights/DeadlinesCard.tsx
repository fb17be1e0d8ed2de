import { Card, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RightsCaseFactsFragment, RightsDeadlineFactsFragment } from '@/gql/graphql';
import { DeadlineButton, MeetModal } from './MeetModal';
import { DeadlineState } from './DeadlineState';

/** By when something has to be done, out of which law, and whether it is done. */
export function DeadlinesCard({ of }: { of: RightsCaseFactsFragment }) {
  const { t } = useTranslation('rights');
  const [meeting, setMeeting] = useState<RightsDeadlineFactsFragment | null>(null);
  if (of.deadlines.length === 0) return null;
  return (
    <Card size="small" title={t('deadline.title')}>
      <Flex component="ul" vertical gap="middle" aria-label={t('deadline.title')} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {of.deadlines.map((one) => (
          <Flex component="li" key={one.id} justify="space-between" align="start" gap="small" wrap>
            <Flex vertical gap={2} style={{ flex: '1 1 260px', minWidth: 0 }}>
              <Flex gap="small" wrap align="center">
                <strong>{one.title}</strong>
                <DeadlineState of={one} />
              </Flex>
              {one.law && <Typography.Text type="secondary">{one.law}</Typography.Text>}
              {one.note && <span style={{ whiteSpace: 'pre-wrap' }}>{one.note}</span>}
            </Flex>
            <DeadlineButton of={one} onAct={() => setMeeting(one)} />
          </Flex>
        ))}
      </Flex>
      {meeting && <MeetModal of={meeting} onClose={() => setMeeting(null)} />}
    </Card>
  );
}
