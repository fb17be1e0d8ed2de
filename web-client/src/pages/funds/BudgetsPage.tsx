import { Alert, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useSession } from '@/app/session/SessionContext';
import { FundBudgetsDocument, type BudgetFactsFragment } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { EmptyHint } from '@/shared/EmptyHint';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { formatDateTime } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { sumOf } from '@/shared/money';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { UnionPicker } from '@/shared/UnionPicker';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { inForce, inWork } from './budget';
import { BudgetActs } from './BudgetActs';
import { BudgetForm } from './BudgetForm';
import { BudgetTable } from './BudgetTable';
import { fundContext } from './fundContext';
import { BudgetStateTag, Money, thisYear, YearSelect, yearOf } from './FundParts';

/** A union's budget of a year: what is in force beside what is used, the version in work, and all versions. */
export default function BudgetsPage() {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const { viewer, can } = useSession();
  const of = useUrlFilters(['union', 'year']);
  const unionId = of.filters.union ?? viewer.union.id;
  const year = yearOf(of.filters.year);
  const [writing, setWriting] = useState<string | null>(null);
  const [{ data, error, fetching }, retry] = useQuery({ query: FundBudgetsDocument, variables: { unionId, year }, context: fundContext });
  const versions = data?.union?.id === unionId ? data.fundBudgets.nodes.filter((one) => one.year === year) : undefined;
  const force = versions ? inForce(versions) : null;
  const work = versions ? inWork(versions) : null;
  const place = `${unionId} ${year}`;
  const writable = can('FUND_MANAGE') && unionId === viewer.union.id && year >= thisYear() - 1;
  const edits = writable && writing === place && work?.state !== 'SUBMITTED';
  const parts = data?.union?.fundStatement?.byProgramme ?? [];
  return (
    <Page
      title={t('budget.title')}
      lead={t('budget.lead')}
      actions={versions && !edits && <BudgetActs force={force} work={work} writable={writable} write={() => setWriting(place)} />}
    >
      <FilterBar active={of.active} folded={false} clear={of.clear}>
        <FilterField label={common('list.labelUnion')} width={260}>
          {(id) => <UnionPicker id={id} value={unionId} onChange={(union) => of.setFilters({ union })} />}
        </FilterField>
        <FilterField label={t('year')} width={112}>
          {(id) => <YearSelect id={id} value={year} onChange={(one) => of.setFilters({ year: String(one) })} />}
        </FilterField>
      </FilterBar>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      {!versions && fetching && <Skeleton active />}
      {work && <WorkNote of={work} />}
      {versions && edits && (
        <BudgetForm key={`${place} ${work?.id ?? ''}`} year={year} work={work} force={force} parts={parts} onClose={() => setWriting(null)} />
      )}
      {versions && !edits && (versions.length > 0 ? <BudgetTable force={force} work={work} parts={parts} /> : <EmptyHint text={t(writable ? 'budget.noneWritable' : 'budget.none', { year })} />)}
      {versions && versions.length > 0 && <Versions rows={versions} />}
    </Page>
  );
}

/** Where the version in work stands. */
function WorkNote({ of }: { of: BudgetFactsFragment }) {
  const { t } = useTranslation('funds');
  const { number } = of;
  if (of.state === 'RETURNED') return <Alert type="warning" showIcon title={t('budget.returnedBecause', { number, answer: of.answer ?? '' })} />;
  if (of.state === 'SUBMITTED') return <Alert type="info" showIcon title={t(of.decidable ? 'budget.deciding' : 'budget.waiting', { number })} />;
  return null;
}

function Versions({ rows }: { rows: readonly BudgetFactsFragment[] }) {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const act = (who: { name: string } | null, at: string | null | undefined) => (at ? `${who?.name ?? t('allocation.somebody')} ${formatDateTime(at)}` : null);
  return (
    <Section title={t('budget.versions')}>
      <Rows
        label={t('budget.versions')}
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          { key: 'number', title: t('budget.version'), render: (row) => t('budget.inWork', { number: row.number }) },
          { key: 'state', title: common('list.state'), render: (row) => <BudgetStateTag state={row.state} /> },
          { key: 'whole', title: t('budget.whole'), align: 'right', render: (row) => <Money amount={sumOf(row.lines.map((one) => one.amount))} /> },
          { key: 'by', title: t('budget.by'), render: (row) => act(row.submittedBy, row.submittedAt) },
          { key: 'decided', title: t('budget.decided'), render: (row) => act(row.decidedBy, row.decidedAt) },
          { key: 'note', title: t('list.note'), render: (row) => row.note && <span style={{ display: 'inline-block', maxWidth: 320, whiteSpace: 'pre-wrap' }}>{row.note}</span>, deskOnly: true },
        ]}
      />
    </Section>
  );
}
