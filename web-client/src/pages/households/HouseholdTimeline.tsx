import { Flex, Timeline, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { HouseholdTimelineDocument, type TimelineKind } from '@/gql/graphql';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatDateTime } from '@/shared/format';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { MoreButton, MorePages, type OnMore } from '@/shared/MorePages';

const colours: Partial<Record<TimelineKind, string>> = {
  VISIT: 'blue',
  MEASURE_DONE: 'green',
  PAIRED: 'red',
  AID_SUBMITTED: 'blue',
  AID_APPROVED: 'green',
  AID_PAID: 'green',
  NEEDY_FILED: 'green',
  RIGHTS_REPORTED: 'blue',
  RIGHTS_RESOLVED: 'green',
  RIGHTS_CLOSED: 'green',
  OPENED: 'gray',
  MEASURE_DROPPED: 'gray',
  PAIRING_ENDED: 'gray',
};

/** Everything that happened to a household, newest first. */
export function HouseholdTimeline(props: { id: string }) {
  return <MorePages part={(after, onMore) => <TimelinePart id={props.id} after={after} onMore={onMore} />} />;
}

function TimelinePart(props: { id: string; after: string | null; onMore: OnMore }) {
  const { t } = useTranslation('households');
  const label = useEnumLabel();
  const [{ data, error }, retry] = useQuery({
    query: HouseholdTimelineDocument,
    variables: { id: props.id, after: props.after },
  });
  const events = data?.household?.timeline;
  if (error && !events) return <LoadProblem error={error} retry={() => retry()} />;
  if (!events) return <Loading />;
  if (events.nodes.length === 0) return <EmptyHint text={t('page.empty.timeline')} />;
  return (
    <>
      <Timeline
        items={events.nodes.map((one, index) => ({
          key: `${one.at}-${index}`,
          color: colours[one.kind] ?? 'gray',
          content: (
            <Flex vertical gap={2}>
              <Typography.Text type="secondary">
                {[formatDateTime(one.at), label('TimelineKind', one.kind), one.by?.name].filter(Boolean).join(' · ')}
              </Typography.Text>
              <span>{one.summary}</span>
            </Flex>
          ),
        }))}
      />
      <MoreButton pageInfo={events.pageInfo} onMore={props.onMore} />
    </>
  );
}
