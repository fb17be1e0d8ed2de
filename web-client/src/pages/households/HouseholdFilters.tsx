import { Checkbox, Flex, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { EnumName } from '@/app/i18n/enums';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import type { HouseholdFilter } from '@/gql/graphql';
import { fromToday } from '@/shared/day';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { StaffPicker } from '@/shared/StaffPicker';
import { UnionPicker } from '@/shared/UnionPicker';
import { SubtreeBox, useUnionScope } from '@/shared/useUnionScope';
import { useUrlFilters, type UrlFilters } from '@/shared/useUrlFilters';

const filterKeys = ['text', 'mine', 'union', 'subtree', 'paired', 'status', 'tier', 'cause', 'kind', 'needyFile', 'cadre', 'untouched', 'neverAided'] as const;
type Key = (typeof filterKeys)[number];

export const useHouseholdFilters = () => useUrlFilters(filterKeys);

/** What the address says, as the server wants it. */
export function toHouseholdFilter(filters: UrlFilters<Key>, scope: ReturnType<typeof useUnionScope>): HouseholdFilter {
  return {
    ...(filters.mine ? {} : scope),
    text: filters.text,
    mine: filters.mine ? true : undefined,
    paired: filters.paired === undefined ? undefined : filters.paired === '1',
    cadreId: filters.cadre,
    kind: filters.kind as HouseholdFilter['kind'],
    status: filters.status as HouseholdFilter['status'],
    tier: filters.tier as HouseholdFilter['tier'],
    cause: filters.cause as HouseholdFilter['cause'],
    needyFile: filters.needyFile as HouseholdFilter['needyFile'],
    untouchedSince: filters.untouched ? fromToday(-1, 'year') : undefined,
    neverAided: filters.neverAided ? true : undefined,
  };
}

function EnumFilter(props: { of: EnumName; label: string; value?: string; onChange: (value: string | undefined) => void }) {
  const { t } = useTranslation();
  const options = useEnumOptions(props.of);
  return (
    <FilterField label={props.label} width={152}>
      {(id) => (
        <Select id={id} allowClear placeholder={t('list.all')} value={props.value} options={options} onChange={props.onChange} />
      )}
    </FilterField>
  );
}

export function HouseholdFilters(props: { of: ReturnType<typeof useHouseholdFilters> }) {
  const { t } = useTranslation('households');
  const { t: common } = useTranslation();
  const { filters, setFilters, clear, active } = props.of;
  const scope = useUnionScope(filters);
  const narrowed = Object.keys(filters).some((key) => key !== 'mine');
  return (
    <FilterBar active={active} folded={!narrowed} clear={clear}>
      <FilterField label={common('list.text')} width={312}>
        {(id) => (
          <Input.Search
            key={filters.text ?? ''}
            id={id}
            allowClear
            defaultValue={filters.text}
            placeholder={t('list.textHint')}
            onSearch={(text) => setFilters({ text: text.trim() })}
          />
        )}
      </FilterField>
      {!filters.mine && (
        <FilterField label={common('list.labelUnion')} width={240}>
          {(id) => <UnionPicker id={id} value={scope.unionId} onChange={(union) => setFilters({ union })} />}
        </FilterField>
      )}
      <EnumFilter of="HouseholdStatus" label={t('field.status')} value={filters.status} onChange={(status) => setFilters({ status })} />
      <EnumFilter of="HardshipTier" label={t('field.tier')} value={filters.tier} onChange={(tier) => setFilters({ tier })} />
      <EnumFilter of="HardshipCause" label={t('field.mainCause')} value={filters.cause} onChange={(cause) => setFilters({ cause })} />
      <EnumFilter of="HouseholdKind" label={t('field.kind')} value={filters.kind} onChange={(kind) => setFilters({ kind })} />
      <EnumFilter of="NeedyFileState" label={t('field.needyFile')} value={filters.needyFile} onChange={(needyFile) => setFilters({ needyFile })} />
      <FilterField label={t('list.pairing')} width={132}>
        {(id) => (
          <Select
            id={id}
            allowClear
            placeholder={common('list.all')}
            value={filters.paired}
            options={[
              { value: '1', label: t('list.paired') },
              { value: '0', label: t('list.unpaired') },
            ]}
            onChange={(paired: string | undefined) => setFilters({ paired })}
          />
        )}
      </FilterField>
      {!filters.mine && (
        <FilterField label={t('list.cadreFilter')}>
          {(id) => (
            <StaffPicker
              id={id}
              value={filters.cadre}
              filter={{ ...scope, role: 'CADRE' }}
              onChange={(cadre) => setFilters({ cadre })}
            />
          )}
        </FilterField>
      )}
      <Flex gap="small" wrap align="center" style={{ minHeight: 34 }}>
        <Checkbox checked={Boolean(filters.mine)} onChange={(event) => setFilters({ mine: event.target.checked ? '1' : null })}>
          {t('list.mine')}
        </Checkbox>
        {!filters.mine && <SubtreeBox filters={filters} setFilters={setFilters} />}
        <Checkbox checked={Boolean(filters.untouched)} onChange={(event) => setFilters({ untouched: event.target.checked ? '1' : null })}>
          {t('list.untouched')}
        </Checkbox>
        <Checkbox checked={Boolean(filters.neverAided)} onChange={(event) => setFilters({ neverAided: event.target.checked ? '1' : null })}>
          {t('list.neverAided')}
        </Checkbox>
      </Flex>
    </FilterBar>
  );
}
