import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { enumValues } from '@/app/i18n/enums';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { DelegationListDocument, type DelegationFilter } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { useCursor } from '@/shared/useCursor';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { delegationContext } from './context';
import { DelegationRows } from './DelegationRows';
import { LawyerFilter } from './LawyerFilter';
import type { Side } from './side';

/** All delegations that the viewer sees, newest first. */
export function DelegationList(props: { side: Side; lead: string; empty: string }) {
  const { t } = useTranslation('delegations');
  const { t: common } = useTranslation();
  // A partner hears of nothing before it is offered.
  const states = useEnumOptions('DelegationState').filter((one) => props.side === 'union' || one.value !== 'DRAFT');
  const { filters, setFilters, clear, active } = useUrlFilters(['state', 'number', 'lawyer']);
  const { after } = useCursor();
  const chosen = filters.state?.split(',') ?? [];
  const state = enumValues('DelegationState').filter((one) => chosen.includes(one));
  const filter: DelegationFilter = { states: state.length > 0 ? state : undefined, number: filters.number, lawyerId: filters.lawyer };
  const [{ data, fetching, error }, retry] = useQuery({ query: DelegationListDocument, variables: { filter, after }, context: delegationContext });
  return (
    <Page title={t('title')} lead={props.lead}>
      <FilterBar active={active} clear={clear}>
        <FilterField label={t('field.number')}>
          {(id) => <Input.Search key={filters.number ?? ''} id={id} allowClear defaultValue={filters.number} placeholder="WT000001" onSearch={(number) => setFilters({ number: number.trim() })} />}
        </FilterField>
        <FilterField label={t('field.state')} width={260}>
          {(id) => <Select id={id} mode="multiple" allowClear maxTagCount="responsive" placeholder={common('list.all')} value={state} onChange={(some: string[]) => setFilters({ state: some.join(',') })} options={states} style={{ width: '100%' }} />}
        </FilterField>
        {props.side === 'partner' && <LawyerFilter value={filters.lawyer} onChange={(lawyer) => setFilters({ lawyer })} />}
      </FilterBar>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <DelegationRows label={t('title')} rows={data?.delegations.nodes} loading={fetching} empty={active ? common('list.emptyFiltered') : props.empty} side={props.side} />
      <CursorPager pageInfo={data?.delegations.pageInfo} disabled={fetching} />
    </Page>
  );
}
