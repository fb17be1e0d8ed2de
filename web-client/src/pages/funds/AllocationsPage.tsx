import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Select, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { enumValues } from '@/app/i18n/enums';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { AllocationListDocument, type AllocationFactsFragment, type FundAllocationFilter } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { EmptyHint } from '@/shared/EmptyHint';
import { ExportButton } from '@/shared/ExportButton';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { LoadProblem } from '@/shared/LoadProblem';
import { MoreButton, MorePages, type OnMore } from '@/shared/MorePages';
import { Page } from '@/shared/Page';
import { UnionPicker } from '@/shared/UnionPicker';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { AllocationRows } from './AllocationRows';
import { fundContext } from './fundContext';
import { YearSelect, yearOf } from './FundParts';

const views = ['todo', 'out', 'in', 'back'] as const;
type View = (typeof views)[number];

/** Money between unions: what waits for the reader, what was sent, what came, what goes back. */
export default function AllocationsPage() {
  const { t } = useTranslation('funds');
  const { viewer, can } = useSession();
  const navigate = useNavigate();
  const of = useUrlFilters(['view', 'union', 'year', 'state']);
  const { filters, setFilters } = of;
  const acts = can('FUND_MANAGE') || can('FUND_APPROVE');
  const view = views.find((one) => one === filters.view) ?? (acts ? 'todo' : 'out');
  return (
    <Page
      title={t('allocation.title')}
      lead={t('allocation.lead')}
      actions={
        can('FUND_MANAGE') &&
        viewer.union.childCount > 0 && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate(paths.newAllocations)}>
            {t('allocation.new')}
          </Button>
        )
      }
    >
      <Tabs
        activeKey={view}
        onChange={(key) => setFilters({ view: key, state: null })}
        items={views.filter((one) => acts || one !== 'todo').map((key) => ({ key, label: t(`allocation.tab.${key}`), children: null }))}
        style={{ marginBottom: -16 }}
      />
      {view === 'todo' ? <Todo /> : <Listed key={view} view={view} of={of} />}
    </Page>
  );
}

/** What waits for the reader: to be issued, to be received. */
function Todo() {
  const { t } = useTranslation('funds');
  return (
    <Flex vertical gap="large">
      <Waiting title={t('allocation.toIssue')} filter={{ incoming: false, state: 'PROPOSED' }} wanted={(row) => row.steps.includes('ISSUE')} />
      <Waiting title={t('allocation.toReceive')} filter={{ incoming: true, state: 'ISSUED' }} wanted={(row) => row.steps.includes('RECEIVE')} />
    </Flex>
  );
}

function Waiting(props: { title: string; filter: FundAllocationFilter; wanted: (row: AllocationFactsFragment) => boolean }) {
  const { t } = useTranslation('funds');
  return (
    <Section title={props.title}>
      <MorePages part={(after, onMore) => <Part {...props} label={props.title} empty={t('allocation.nothing')} after={after} onMore={onMore} />} />
    </Section>
  );
}

function Listed(props: { view: Exclude<View, 'todo'>; of: ReturnType<typeof useUrlFilters<'view' | 'union' | 'year' | 'state'>> }) {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const { viewer } = useSession();
  const states = useEnumOptions('FundAllocationState');
  const { view, of } = props;
  const { filters, setFilters } = of;
  const year = filters.year ? yearOf(filters.year) : undefined;
  const state = enumValues('FundAllocationState').find((one) => one === filters.state);
  const way: FundAllocationFilter = view === 'back' ? { kind: 'RETURN' } : { kind: 'ALLOCATION', incoming: view === 'in' };
  const filter: FundAllocationFilter = { unionId: filters.union, state, year, ...way };
  return (
    <>
      <FilterBar active={Boolean(filters.union || filters.year || filters.state)} folded={!filters.year && !filters.state} clear={() => setFilters({ union: null, year: null, state: null })}>
        <FilterField label={common('list.labelUnion')} width={260}>
          {(id) => <UnionPicker id={id} value={filters.union ?? viewer.union.id} onChange={(union) => setFilters({ union })} />}
        </FilterField>
        <FilterField label={t('year')} width={112}>
          {(id) => <YearSelect id={id} value={year} onChange={(one) => setFilters({ year: String(one) })} onClear={() => setFilters({ year: null })} />}
        </FilterField>
        <FilterField label={common('list.state')}>
          {(id) => (
            <Select id={id} allowClear placeholder={common('list.all')} value={state} onChange={(one: string | undefined) => setFilters({ state: one })} options={states} style={{ width: '100%' }} />
          )}
        </FilterField>
      </FilterBar>
      <Flex justify="end">
        <ExportButton tables={[{ list: { fundAllocations: filter } }]} />
      </Flex>
      <MorePages
        key={JSON.stringify(filter)}
        part={(after, onMore) => (
          <Part label={t(`allocation.tab.${view}`)} empty={t('allocation.empty')} filter={filter} after={after} onMore={onMore} />
        )}
      />
    </>
  );
}

function Part(props: {
  label: string;
  empty: string;
  filter: FundAllocationFilter;
  wanted?: (row: AllocationFactsFragment) => boolean;
  after: string | null;
  onMore: OnMore;
}) {
  const [{ data, fetching, error }, retry] = useQuery({ query: AllocationListDocument, variables: { filter: props.filter, after: props.after }, context: fundContext });
  const found = data?.fundAllocations;
  const rows = props.wanted ? found?.nodes.filter(props.wanted) : found?.nodes;
  return (
    <>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      {rows?.length === 0 ? !props.after && <EmptyHint text={props.empty} /> : <AllocationRows label={props.label} rows={rows} loading={fetching} empty={props.empty} />}
      <MoreButton pageInfo={found?.pageInfo} onMore={props.onMore} />
    </>
  );
}
