import { Checkbox, Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { enumValues } from '@/app/i18n/enums';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { PapersDocument, type PaperFilter, type PaperKind, type PaperOrder, type PapersQuery } from '@/gql/graphql';
import { HouseholdLink } from '@/pages/households/HouseholdParts';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { formatDate, formatDateTime } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { useCursor } from '@/shared/useCursor';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { PrintButton } from './PrintButton';
import { StaleNote } from './StaleNote';

const context = { additionalTypenames: ['Paper', 'Household', 'Member', 'Pairing', 'Measure', 'RightsLetter', 'Delegation'] };

type Row = PapersQuery['papers']['nodes'][number];

/** How a paper is printed again; null where what it is of is no longer seen. */
function orderOf({ kind, household, letter, delegation, visit }: Row): PaperOrder | null {
  switch (kind) {
    case 'HOUSEHOLD_FILE':
      return household && { householdFile: household.id };
    case 'APPLICATION':
      return household && { application: household.id };
    case 'NOTICE':
      return household && { notice: household.id };
    case 'VISIT_RECORD':
      return visit && { visitRecord: visit.id };
    case 'RIGHTS_LETTER':
      return letter && { rightsLetter: letter.id };
    case 'POWER_OF_ATTORNEY':
      return delegation && { powerOfAttorney: delegation.id };
  }
}

/** Whose paper it is: a household, for a letter its case, for mandates their delegation. */
function About({ row: { household, letter, delegation } }: { row: Row }) {
  if (household) return <HouseholdLink household={household} />;
  if (delegation) return <Link to={paths.delegation(delegation.id)}>{delegation.number}</Link>;
  return letter && <Link to={paths.rightsCase(letter.case.id)}>{letter.case.number}</Link>;
}

/** What the union printed, and which of it no longer says what is so. */
export default function PapersPage() {
  const { t } = useTranslation('papers');
  const { t: common } = useTranslation();
  const { can } = useSession();
  const label = useEnumLabel();
  const of = useUrlFilters(['kind', 'stale', 'mine']);
  const { filters, setFilters } = of;
  const { after } = useCursor();
  const filter: PaperFilter = {
    kind: filters.kind as PaperKind | undefined,
    stale: filters.stale ? true : undefined,
    mine: Boolean(filters.mine),
  };
  const [{ data, fetching, error }, retry] = useQuery({ query: PapersDocument, variables: { after, filter }, context });
  return (
    <Page title={common('nav.papers')} lead={t('list.lead')}>
      <FilterBar active={of.active} folded={!filters.kind} clear={of.clear}>
        <FilterField label={t('list.kind')} width={200}>
          {(id) => (
            <Select
              id={id}
              allowClear
              placeholder={common('list.all')}
              value={filters.kind}
              onChange={(kind: string | undefined) => setFilters({ kind })}
              options={enumValues('PaperKind').map((value) => ({ value, label: label('PaperKind', value) }))}
            />
          )}
        </FilterField>
        <Flex gap="small" wrap align="center" style={{ minHeight: 34 }}>
          <Checkbox checked={Boolean(filters.stale)} onChange={(event) => setFilters({ stale: event.target.checked ? '1' : null })}>
            {t('list.staleOnly')}
          </Checkbox>
          <Checkbox checked={Boolean(filters.mine)} onChange={(event) => setFilters({ mine: event.target.checked ? '1' : null })}>
            {t('list.mine')}
          </Checkbox>
        </Flex>
      </FilterBar>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={common('nav.papers')}
        rows={data?.papers.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={of.active ? common('list.emptyFiltered') : t('list.empty')} />}
        columns={[
          { key: 'about', title: t('list.about'), render: (row) => <About row={row} /> },
          {
            key: 'kind',
            title: t('list.kind'),
            render: (row) => [label('PaperKind', row.kind), row.visit && formatDate(row.visit.visitedOn), row.letter?.recipient, row.delegation?.partnerName].filter(Boolean).join(' '),
          },
          { key: 'stale', title: t('list.state'), render: (row) => <StaleNote paper={row} /> },
          { key: 'at', title: t('list.printedAt'), render: (row) => formatDateTime(row.printedAt) },
          { key: 'by', title: t('list.printedBy'), render: (row) => row.printedBy?.name ?? '—' },
        ]}
        actions={
          can('HOUSEHOLD_NAMES')
            ? (row) => {
                const order = orderOf(row);
                return order && <PrintButton order={order} text={t('print.again')} about={[row.household?.headName ?? row.letter?.case.number ?? row.delegation?.number, label('PaperKind', row.kind)].filter(Boolean).join(' ')} size="small" />;
              }
            : undefined
        }
      />
      <CursorPager pageInfo={data?.papers.pageInfo} disabled={fetching} />
    </Page>
  );
}
