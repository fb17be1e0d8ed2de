import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Segmented, Tabs, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { useSession } from '@/app/session/SessionContext';
import { HouseholdMeasuresDocument, HouseholdVisitsDocument, type FiledAttachmentFragment, type HouseholdFactsFragment } from '@/gql/graphql';
import { HouseholdAid } from '@/pages/aid/HouseholdAid';
import { PairingBox } from '@/pages/pairing/PairingBox';
import { HouseholdPapers } from '@/pages/papers/HouseholdPapers';
import { HouseholdRights } from '@/pages/rights/HouseholdRights';
import { HouseholdSurveys } from '@/pages/surveys/HouseholdSurveys';
import { AddMeasureModal } from '@/pages/visits/MeasureModals';
import { MeasureRows } from '@/pages/visits/MeasureRows';
import { VisitDetail } from '@/pages/visits/VisitDetail';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatDate } from '@/shared/format';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { MoreButton, MorePages, type OnMore } from '@/shared/MorePages';
import { usePhone } from '@/shared/usePhone';
import { HouseholdAttachments } from './HouseholdAttachments';
import { HouseholdChanges } from './HouseholdChanges';
import { HouseholdFactList } from './HouseholdFactList';
import { HouseholdTimeline } from './HouseholdTimeline';
import { MembersCard } from './MembersCard';

/** What is known of a household, by subject; the tab is part of the address. */
export function HouseholdTabs(props: { household: HouseholdFactsFragment; editable: boolean; opened?: readonly FiledAttachmentFragment[] }) {
  const { t } = useTranslation('households');
  const { can, manages } = useSession();
  const phone = usePhone();
  const [search, setSearch] = useSearchParams();
  const { household, editable, opened } = props;
  const own = manages(household.union.id);
  const items = [
    {
      key: 'facts',
      label: t('page.tabs.facts'),
      children: (
        <Flex vertical gap="middle">
          <Card size="small">
            <HouseholdFactList household={household} />
          </Card>
          <MembersCard household={household} editable={editable} />
        </Flex>
      ),
    },
    ...(can('AID_READ')
      ? [{
          key: 'aid',
          label: t('page.tabs.aid'),
          children: <HouseholdAid id={household.id} editable={editable} applies={own && can('AID_APPLY')} closed={household.status === 'CLOSED'} />,
        }]
      : []),
    ...(can('RIGHTS_READ')
      ? [{
          key: 'rights',
          label: t('page.tabs.rights'),
          children: <HouseholdRights id={household.id} reports={own && can('RIGHTS_REPORT') && household.status !== 'CLOSED'} />,
        }]
      : []),
    { key: 'timeline', label: t('page.tabs.timeline'), children: <HouseholdTimeline id={household.id} /> },
    ...(can('VISIT_READ') || can('VISIT_RECORD')
      ? [{ key: 'visits', label: t('page.tabs.visits'), children: <Visits household={household} editable={own && can('VISIT_RECORD')} /> }]
      : []),
    ...(can('VISIT_READ')
      ? [{ key: 'measures', label: t('page.tabs.measures'), children: <Measures household={household} own={own} /> }]
      : []),
    { key: 'attachments', label: t('page.tabs.attachments'), children: <HouseholdAttachments household={household} editable={editable} opened={opened} /> },
    ...(own && can('HOUSEHOLD_NAMES')
      ? [{ key: 'papers', label: t('page.tabs.papers'), children: <HouseholdPapers id={household.id} headName={household.headName} /> }]
      : []),
    ...(can('VISIT_READ') ? [{ key: 'surveys', label: t('page.tabs.surveys'), children: <HouseholdSurveys id={household.id} /> }] : []),
    ...(phone && can('PAIRING_READ')
      ? [{ key: 'pairing', label: t('list.pairing'), children: <PairingBox household={household} /> }]
      : []),
    ...(own ? [{ key: 'changes', label: t('page.tabs.changes'), children: <HouseholdChanges id={household.id} /> }] : []),
  ];
  const wanted = items.find((one) => one.key === search.get('tab')) ?? items[0];
  const choose = (tab: string) => setSearch(tab === 'facts' ? {} : { tab }, { replace: true });
  if (!phone) return <Tabs items={items} activeKey={wanted?.key} onChange={choose} />;
  return (
    <Flex vertical gap="middle">
      <div style={{ overflowX: 'auto' }}>
        <Segmented
          aria-label={t('page.tabs.label')}
          options={items.map((one) => ({ value: one.key, label: one.label }))}
          value={wanted?.key}
          onChange={choose}
        />
      </div>
      {wanted?.children}
    </Flex>
  );
}

function Visits(props: { household: HouseholdFactsFragment; editable: boolean }) {
  const { id } = props.household;
  return <MorePages part={(after, onMore) => <VisitsPart id={id} editable={props.editable} after={after} onMore={onMore} />} />;
}

function VisitsPart(props: { id: string; editable: boolean; after: string | null; onMore: OnMore }) {
  const { t } = useTranslation('visits');
  const label = useEnumLabel();
  const [{ data, error }, retry] = useQuery({
    query: HouseholdVisitsDocument,
    variables: { id: props.id, after: props.after },
    context: visitContext,
  });
  const visits = data?.household?.visits;
  if (error && !visits) return <LoadProblem error={error} retry={() => retry()} />;
  if (!visits) return <Loading />;
  if (visits.nodes.length === 0) return <EmptyHint text={t('list.empty')} />;
  return (
    <>
      {visits.nodes.map((one) => (
        <Card
          key={one.id}
          size="small"
          type="inner"
          title={`${formatDate(one.visitedOn)} ${label('VisitKind', one.kind)}`}
          extra={<Typography.Text type="secondary">{one.cadre?.name ?? '—'}</Typography.Text>}
        >
          <VisitDetail visit={one} editable={props.editable} />
        </Card>
      ))}
      <MoreButton pageInfo={visits.pageInfo} onMore={props.onMore} />
    </>
  );
}

const visitContext = { additionalTypenames: ['Visit'] };
const measureContext = { additionalTypenames: ['Measure'] };

function Measures(props: { household: HouseholdFactsFragment; own: boolean }) {
  const { t } = useTranslation('visits');
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const { household } = props;
  const [{ data, fetching, error }, retry] = useQuery({
    query: HouseholdMeasuresDocument,
    variables: { id: household.id },
    context: measureContext,
  });
  // What is still to be kept stands first; the server has them by due date.
  const rows = data?.household?.measures.toSorted((a, b) => Number(b.state === 'OPEN') - Number(a.state === 'OPEN'));
  return (
    <Flex vertical gap="middle">
      {props.own && can('VISIT_RECORD') && household.status === 'ACTIVE' && (
        <div>
          <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('measure.add')}
          </Button>
        </div>
      )}
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <MeasureRows label={t('field.promises')} rows={rows} loading={fetching} />
      <AddMeasureModal householdId={household.id} open={adding} onClose={() => setAdding(false)} />
    </Flex>
  );
}
