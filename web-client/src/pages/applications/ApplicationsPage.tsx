import { Segmented, Select, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { enumValues } from '@/app/i18n/enums';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { useSession } from '@/app/session/SessionContext';
import type { AidApplicationFilter, AidApplicationState } from '@/gql/graphql';
import { YearSelect, yearOf } from '@/pages/funds/FundParts';
import { ExportButton } from '@/shared/ExportButton';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { Page } from '@/shared/Page';
import { UnionPicker } from '@/shared/UnionPicker';
import { useCursor } from '@/shared/useCursor';
import { usePhone } from '@/shared/usePhone';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { ApplicationList } from './ApplicationList';

/** The states that each view of the list shows; all of them for null. */
const views = {
  desk: null,
  written: ['DRAFT', 'RETURNED'],
  review: ['SUBMITTED'],
  notice: ['REVIEWED', 'PUBLICISED'],
  pay: ['APPROVED', 'PAYING'],
  paid: ['PAID', 'RECEIVED'],
  filed: ['FILED', 'ENDING'],
  ended: ['RELIEVED', 'REMOVED', 'REJECTED', 'WITHDRAWN'],
  all: null,
} as const satisfies Record<string, readonly AidApplicationState[] | null>;

type View = keyof typeof views;

const order = Object.keys(views) as View[];

/** Applications for aid: what waits for the own union, then state by state. */
export default function ApplicationsPage() {
  const { t } = useTranslation('applications');
  const { t: common } = useTranslation();
  const { can } = useSession();
  const kinds = useEnumOptions('ProgrammeKind');
  const of = useUrlFilters(['view', 'kind', 'year', 'union']);
  const { after } = useCursor();
  const phone = usePhone();
  const { filters, setFilters } = of;
  const acts = can('AID_APPLY') || can('AID_REVIEW') || can('FUND_MANAGE') || can('FUND_APPROVE');
  const view = order.find((one) => one === filters.view) ?? (acts ? 'desk' : 'all');
  const kind = enumValues('ProgrammeKind').find((one) => one === filters.kind);
  const year = filters.year ? yearOf(filters.year) : undefined;
  const states = views[view];
  const shown = order.filter((one) => acts || one !== 'desk');
  const choose = (one: string) => setFilters({ view: one });
  const filter: AidApplicationFilter = { kind, year, unionId: filters.union, ...(view === 'desk' ? { onDesk: true } : {}), ...(states ? { states: [...states] } : {}) };
  const narrowed = Boolean(filters.kind || filters.year || filters.union);
  return (
    <Page title={t('title')} lead={t('lead')} actions={<ExportButton tables={[{ list: { aidApplications: filter } }]} />}>
      {phone ? (
        <div style={{ overflowX: 'auto' }}>
          <Segmented aria-label={t('viewLabel')} value={view} onChange={choose} options={shown.map((value) => ({ value, label: t(`view.${value}`) }))} />
        </div>
      ) : (
        <Tabs activeKey={view} onChange={choose} items={shown.map((key) => ({ key, label: t(`view.${key}`), children: null }))} style={{ marginBottom: -16 }} />
      )}
      <FilterBar active={narrowed} folded={!narrowed} clear={() => setFilters({ kind: null, year: null, union: null })}>
        <FilterField label={t('field.kind')}>
          {(id) => <Select id={id} allowClear placeholder={common('list.all')} value={kind} onChange={(one: string | undefined) => setFilters({ kind: one })} options={kinds} style={{ width: '100%' }} />}
        </FilterField>
        <FilterField label={t('field.year')} width={112}>
          {(id) => <YearSelect id={id} value={year} onChange={(one) => setFilters({ year: String(one) })} onClear={() => setFilters({ year: null })} />}
        </FilterField>
        <FilterField label={common('list.labelUnion')} width={260}>
          {(id) => <UnionPicker id={id} value={filters.union} onChange={(union) => setFilters({ union })} />}
        </FilterField>
      </FilterBar>
      <ApplicationList
        key={JSON.stringify([filter, after])}
        label={t(`view.${view}`)}
        filter={filter}
        after={after}
        acts={acts}
        empty={narrowed ? common('list.emptyFiltered') : t(view === 'desk' ? 'nothingToDo' : 'empty')}
      />
    </Page>
  );
}
