import { Checkbox, Flex, Segmented } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { MeasureListDocument, type MeasureFilter } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { ExportButton } from '@/shared/ExportButton';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { UnionPicker } from '@/shared/UnionPicker';
import { useCursor } from '@/shared/useCursor';
import { SubtreeBox, useUnionScope } from '@/shared/useUnionScope';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { MeasureRows } from './MeasureRows';
import { fromToday } from '@/shared/day';

const context = { additionalTypenames: ['Measure'] };

/** How many days ahead a promise counts as due soon, as in the figure of the same name. */
const soonDays = 7;

const views = ['open', 'due', 'overdue', 'done', 'dropped'] as const;
type View = (typeof views)[number];

const filterOf = (view: View, dueBefore: string): MeasureFilter =>
  ({
    open: { state: 'OPEN' },
    due: { state: 'OPEN', overdue: false, dueBefore },
    overdue: { state: 'OPEN', overdue: true },
    done: { state: 'DONE' },
    dropped: { state: 'DROPPED' },
  } satisfies Record<View, MeasureFilter>)[view];

/** The promises made to households: what is due, kept and dropped. */
export default function MeasuresPage() {
  const { t } = useTranslation('visits');
  const { t: common } = useTranslation();
  const of = useUrlFilters(['view', 'mine', 'union', 'subtree']);
  const { filters, setFilters } = of;
  const scope = useUnionScope(filters);
  const { after } = useCursor();
  const view = views.find((one) => one === filters.view) ?? 'open';
  const dueBefore = useMemo(() => fromToday(soonDays, 'day'), []);
  const filter: MeasureFilter = {
    ...filterOf(view, dueBefore),
    mine: filters.mine ? true : undefined,
    ...(filters.mine ? {} : scope),
  };
  const [{ data, fetching, error }, retry] = useQuery({
    query: MeasureListDocument,
    variables: { after, filter },
    context,
  });
  return (
    <Page title={common('nav.measures')} actions={<ExportButton tables={[{ list: { measures: filter }, names: true }]} />}>
      <div style={{ overflowX: 'auto' }}>
        <Segmented
          aria-label={t('measures.view')}
          value={view}
          options={views.map((one) => ({ value: one, label: t(`measures.views.${one}`) }))}
          onChange={(next) => setFilters({ view: next === 'open' ? null : next })}
        />
      </div>
      <FilterBar active={of.active} folded={!filters.union} clear={of.clear}>
        {!filters.mine && (
          <FilterField label={common('list.labelUnion')} width={260}>
            {(id) => <UnionPicker id={id} value={scope.unionId} onChange={(union) => setFilters({ union })} />}
          </FilterField>
        )}
        <Flex gap="small" wrap align="center" style={{ minHeight: 34 }}>
          <Checkbox checked={Boolean(filters.mine)} onChange={(event) => setFilters({ mine: event.target.checked ? '1' : null })}>
            {t('measures.mine')}
          </Checkbox>
          {!filters.mine && <SubtreeBox filters={filters} setFilters={setFilters} />}
        </Flex>
      </FilterBar>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <MeasureRows
        withHousehold
        label={common('nav.measures')}
        rows={data?.measures.nodes}
        loading={fetching}
        empty={<EmptyHint text={of.active ? common('list.emptyFiltered') : t('measure.empty')} />}
      />
      <CursorPager pageInfo={data?.measures.pageInfo} disabled={fetching} />
    </Page>
  );
}
