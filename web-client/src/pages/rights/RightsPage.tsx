import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { enumValues } from '@/app/i18n/enums';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { RightsCaseListDocument, type RightsCaseFilter } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { ExportButton } from '@/shared/ExportButton';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { UnionPicker } from '@/shared/UnionPicker';
import { useCursor } from '@/shared/useCursor';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { Board } from './Board';
import { CaseRows } from './CaseRows';
import { rightsContext } from './context';

const views = ['board', 'list'] as const;

/** Rights cases: those underway on a board, all of them in a list. */
export default function RightsPage() {
  const { t } = useTranslation('rights');
  const { t: common } = useTranslation();
  const { can, viewer } = useSession();
  const navigate = useNavigate();
  const kinds = useEnumOptions('RightsCaseKind');
  const states = useEnumOptions('RightsCaseState');
  const sides = useEnumOptions('RightsSide');
  const { filters, setFilters } = useUrlFilters(['view', 'state', 'kind', 'side', 'number', 'union']);
  const view = views.find((one) => one === filters.view) ?? 'board';
  const listed = view === 'list';
  const kind = enumValues('RightsCaseKind').find((one) => one === filters.kind);
  const side = enumValues('RightsSide').find((one) => one === filters.side);
  const chosen = filters.state?.split(',') ?? [];
  const state = enumValues('RightsCaseState').filter((one) => chosen.includes(one));
  const shared: RightsCaseFilter = { kinds: kind && [kind], side, unionId: filters.union };
  const filter: RightsCaseFilter = { ...shared, states: state.length > 0 ? state : undefined, number: filters.number };
  const narrowed = Boolean(kind || side || filters.union || (listed && (state.length > 0 || filters.number)));
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          {listed && <ExportButton tables={[{ list: { rightsCases: filter } }]} />}
          {can('RIGHTS_REPORT') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate(paths.newRightsCase())}>
              {t('report')}
            </Button>
          )}
        </>
      }
    >
      <Flex>
        <Segmented aria-label={t('viewLabel')} value={view} onChange={(one) => setFilters({ view: one === 'board' ? null : one })} options={views.map((value) => ({ value, label: t(`view.${value}`) }))} />
      </Flex>
      <FilterBar active={narrowed} folded clear={() => setFilters({ state: null, kind: null, side: null, number: null, union: null })}>
        {listed && (
          <>
            <FilterField label={t('field.number')}>
              {(id) => <Input.Search key={filters.number ?? ''} id={id} allowClear defaultValue={filters.number} onSearch={(number) => setFilters({ number: number.trim() })} />}
            </FilterField>
            <FilterField label={t('field.state')} width={220}>
              {(id) => <Select id={id} mode="multiple" allowClear maxTagCount="responsive" placeholder={common('list.all')} value={state} onChange={(some: string[]) => setFilters({ state: some.join(',') })} options={states} style={{ width: '100%' }} />}
            </FilterField>
          </>
        )}
        <FilterField label={t('field.kind')} width={220}>
          {(id) => <Select id={id} allowClear placeholder={common('list.all')} value={kind} onChange={(one: string | undefined) => setFilters({ kind: one })} options={kinds} style={{ width: '100%' }} />}
        </FilterField>
        <FilterField label={t('field.side')} width={120}>
          {(id) => <Select id={id} allowClear placeholder={common('list.all')} value={side} onChange={(one: string | undefined) => setFilters({ side: one })} options={sides} style={{ width: '100%' }} />}
        </FilterField>
        {viewer.union.childCount > 0 && (
          <FilterField label={common('list.labelUnion')} width={260}>
            {(id) => <UnionPicker id={id} value={filters.union} onChange={(union) => setFilters({ union })} />}
          </FilterField>
        )}
      </FilterBar>
      {listed ? <List filter={filter} empty={narrowed ? common('list.emptyFiltered') : t('empty')} /> : <Board filter={shared} />}
    </Page>
  );
}

function List(props: { filter: RightsCaseFilter; empty: string }) {
  const { t } = useTranslation('rights');
  const { after } = useCursor();
  const [{ data, fetching, error }, retry] = useQuery({ query: RightsCaseListDocument, variables: { filter: props.filter, after }, context: rightsContext });
  return (
    <>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <CaseRows label={t('title')} rows={data?.rightsCases.nodes} loading={fetching} empty={props.empty} />
      <CursorPager pageInfo={data?.rightsCases.pageInfo} disabled={fetching} />
    </>
  );
}
