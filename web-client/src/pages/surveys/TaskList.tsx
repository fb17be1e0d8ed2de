import { Button, Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { SurveyTaskListDocument, type SurveyTaskState } from '@/gql/graphql';
import { HouseholdLink, TierTag } from '@/pages/households/HouseholdParts';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { formatDate } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Rows } from '@/shared/Rows';
import { UnionPicker } from '@/shared/UnionPicker';
import { useCursor } from '@/shared/useCursor';
import { SubtreeBox } from '@/shared/useUnionScope';
import { TaskStateTag } from './SurveyParts';
import { useTaskFilter } from './useTaskFilter';

/** A page of the list, in the order of the tree. */
const pageSize = 20;

/** The list of a round by union and state; names of other unions are masked. */
export function TaskList({ round }: { round: { id: string } }) {
  const { t } = useTranslation('surveys');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const { of, states, filter } = useTaskFilter(round.id);
  const { filters, setFilters } = of;
  const { after } = useCursor();
  const [{ data, fetching, error }, retry] = useQuery({
    query: SurveyTaskListDocument,
    variables: { filter, first: pageSize, after },
    context,
  });
  return (
    <>
      <FilterBar active={of.active} folded={!filters.union && !filters.state && !filters.view} clear={of.clear}>
        <FilterField label={common('list.labelUnion')} width={260}>
          {(id) => <UnionPicker id={id} value={filter.unionId} onChange={(union) => setFilters({ union })} />}
        </FilterField>
        <FilterField label={t('task.range')}>
          {(id) => (
            <Select
              id={id}
              value={filters.view ?? ''}
              onChange={(view) => setFilters({ view, state: null })}
              options={[
                { value: '', label: common('list.all') },
                { value: 'unfinished', label: t('figure.unfinished') },
                { value: 'finished', label: t('task.finished') },
              ]}
            />
          )}
        </FilterField>
        <FilterField label={common('list.state')}>
          {(id) => <Select<SurveyTaskState> id={id} allowClear value={filter.state} placeholder={common('list.all')} options={states} onChange={(value) => setFilters({ state: value, view: null })} />}
        </FilterField>
        <Flex align="center" style={{ minHeight: 34 }}>
          <SubtreeBox filters={filters} setFilters={setFilters} />
        </Flex>
      </FilterBar>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={t('task.list')}
        rows={data?.surveyTasks.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={of.active ? common('list.emptyFiltered') : t('task.none')} />}
        columns={[
          { key: 'household', title: t('task.household'), render: (row) => <HouseholdLink household={row.household} /> },
          { key: 'state', title: common('list.state'), render: (row) => <TaskStateTag task={row} /> },
          { key: 'on', title: t('task.settledOn'), render: (row) => formatDate(row.settledOn) || null },
          { key: 'tier', title: t('task.tier'), render: (row) => <TierTag tier={row.household.tier} />, deskOnly: true },
          {
            key: 'cadre',
            title: t('byCadre.cadre'),
            render: (row) => (row.household.cadre ? <Link to={paths.staffMember(row.household.cadre.id)}>{row.household.cadre.name}</Link> : '—'),
          },
          { key: 'union', title: common('list.labelUnion'), render: (row) => row.household.union.shortName, deskOnly: true },
        ]}
        actions={(row) =>
          !row.household.masked && (
            <Button size="small" onClick={() => void navigate(paths.surveyTask(row.id))} aria-label={`${t('task.see')}：${row.household.headName}`}>
              {t('task.see')}
            </Button>
          )
        }
      />
      <CursorPager pageInfo={data?.surveyTasks.pageInfo} disabled={fetching} />
    </>
  );
}

const context = { additionalTypenames: ['SurveyTask'] };
