import { Card, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { RightsDeadlineListDocument, type RightsDeadlineFactsFragment, type RightsDeadlineListQuery } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { useCursor } from '@/shared/useCursor';
import { useOpponentText } from './CaseParts';
import { rightsContext } from './context';
import { grouped } from './deadlines';
import { DeadlineState } from './DeadlineState';
import { DeadlineButton, MeetModal } from './MeetModal';
import { RulesTable } from './RulesTable';

type Deadline = RightsDeadlineListQuery['rightsDeadlines']['nodes'][number];

/** What has to be done in time (时效 and other terms), the soonest first. */
export default function DeadlinesPage() {
  const { t } = useTranslation('rights');
  const { after } = useCursor();
  const [meeting, setMeeting] = useState<RightsDeadlineFactsFragment | null>(null);
  const [{ data, error, fetching }, retry] = useQuery({ query: RightsDeadlineListDocument, variables: { after }, context: rightsContext });
  const found = data?.rightsDeadlines;
  return (
    <Page title={t('deadlines.title')} lead={t('deadlines.lead')}>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      {!found && !error && <Loading />}
      {found?.nodes.length === 0 && <EmptyHint text={t('deadlines.empty')} />}
      {grouped(found?.nodes ?? []).map(({ group, rows }) => (
        <Section key={group} title={t(`deadlines.group.${group}`, { count: rows.length })}>
          <Card size="small">
            <Flex component="ul" vertical gap="middle" aria-label={t(`deadlines.group.${group}`, { count: rows.length })} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
              {rows.map((one) => (
                <li key={one.id}>
                  <Row of={one} onMeet={() => setMeeting(one)} />
                </li>
              ))}
            </Flex>
          </Card>
        </Section>
      ))}
      <CursorPager pageInfo={found?.pageInfo} disabled={fetching} />
      <RulesTable />
      {meeting && <MeetModal of={meeting} onClose={() => setMeeting(null)} />}
    </Page>
  );
}

function Row({ of, onMeet }: { of: Deadline; onMeet: () => void }) {
  const label = useEnumLabel();
  const opponent = useOpponentText();
  const about = of.case;
  return (
    <Flex justify="space-between" align="start" gap="small" wrap>
      <Flex vertical gap={2} style={{ flex: '1 1 260px', minWidth: 0 }}>
        <Flex gap="small" wrap align="center">
          <strong>{of.title}</strong>
          <DeadlineState of={of} />
        </Flex>
        <span>
          <Link to={paths.rightsCase(about.id)} style={{ textDecoration: 'underline' }}>{`${about.label} ${about.number}`}</Link>
          {` · ${[label('RightsCaseKind', about.kind), opponent(about), about.handlerName].join(' · ')}`}
        </span>
        {of.law && <Typography.Text type="secondary">{of.law}</Typography.Text>}
      </Flex>
      <DeadlineButton of={of} onAct={onMeet} />
    </Flex>
  );
}
