import { Card, Flex, Tag, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { HearingAgendaDocument, type AgendaHearingFragment } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { CursorPager } from '@/shared/CursorPager';
import { fromToday, today } from '@/shared/day';
import { EmptyHint } from '@/shared/EmptyHint';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { useCursor } from '@/shared/useCursor';
import { CalendarSubscription } from './CalendarSubscription';
import { delegationContext } from './context';
import { useAgainstText } from './DelegationParts';
import { byDay, nearness, spanOf } from './hearingTime';
import { placesOf, type Side } from './side';

/** Days ahead that the agenda shows. */
const days = 90;

/** What is heard day by day from today on, and the way to have it in one's calendar. */
export function HearingAgenda({ side }: { side: Side }) {
  const { t } = useTranslation('delegations');
  const { after } = useCursor();
  const [{ data, error, fetching }, retry] = useQuery({ query: HearingAgendaDocument, variables: { from: today(), to: fromToday(days, 'day'), after }, context: delegationContext });
  const found = data?.hearings;
  return (
    <Page title={t('agenda.title')} lead={t('agenda.lead', { days })}>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      {!found && !error && <Loading />}
      {found?.nodes.length === 0 && <EmptyHint text={t('agenda.empty', { days })} />}
      {byDay(found?.nodes ?? []).map(({ day, rows }) => (
        <Day key={day} day={day} rows={rows} side={side} />
      ))}
      <CursorPager pageInfo={found?.pageInfo} disabled={fetching} />
      <CalendarSubscription />
    </Page>
  );
}

function Day({ day, rows, side }: { day: string; rows: readonly AgendaHearingFragment[]; side: Side }) {
  const { t } = useTranslation('delegations');
  const near = nearness(day);
  const title = [`${day} ${dayjs(day).format('dddd')}`, near && t(`agenda.${near}`)].filter(Boolean).join(' · ');
  return (
    <Section title={title}>
      <Card size="small">
        <Flex component="ul" vertical gap="middle" aria-label={title} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {rows.map((one) => (
            <li key={one.id}>
              <Entry of={one} side={side} />
            </li>
          ))}
        </Flex>
      </Card>
    </Section>
  );
}

function Entry({ of, side }: { of: AgendaHearingFragment; side: Side }) {
  const label = useEnumLabel();
  const against = useAgainstText();
  const { delegation } = of;
  const who = side === 'union' ? [delegation.partnerName, delegation.lawyer?.name] : [delegation.unionName, delegation.lawyer?.name];
  return (
    <Flex gap="4px 16px" wrap>
      <strong style={{ width: 112, flex: 'none', fontVariantNumeric: 'tabular-nums' }}>{spanOf(of)}</strong>
      <Flex vertical gap={2} style={{ flex: '1 1 260px', minWidth: 0 }}>
        <Flex gap="small" wrap align="center">
          <strong>{label('HearingKind', of.kind)}</strong>
          <span style={{ overflowWrap: 'anywhere' }}>{of.venue}</span>
          {of.state !== 'PLANNED' && <Tag>{label('HearingState', of.state)}</Tag>}
        </Flex>
        <span>
          <Link to={placesOf[side].one(delegation.id)} style={{ textDecoration: 'underline' }}>{`${delegation.label} ${delegation.number}`}</Link>
          {` · ${[label('RightsCaseKind', delegation.caseKind), against(delegation)].join(' · ')}`}
        </span>
        <Typography.Text type="secondary">{[...who, of.note].filter(Boolean).join(' · ')}</Typography.Text>
      </Flex>
    </Flex>
  );
}
