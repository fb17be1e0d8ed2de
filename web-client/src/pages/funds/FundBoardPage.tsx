import { PrinterOutlined } from '@ant-design/icons';
import { Alert, Breadcrumb, Button, Flex, Segmented, Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { FundBoardDocument, type FundFlowFactsFragment } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { EmptyHint } from '@/shared/EmptyHint';
import { ExportButton } from '@/shared/ExportButton';
import { FigureRow } from '@/shared/FigureRow';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { formatMoney } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { isZero, less } from '@/shared/money';
import { Page } from '@/shared/Page';
import { UnionPicker } from '@/shared/UnionPicker';
import { usePrinting } from '@/shared/usePrinting';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { budgeted } from './BudgetUse';
import { fundContext } from './fundContext';
import { YearSelect, yearOf } from './FundParts';

// The charts' library comes with the first picture.
const Waterfall = lazy(async () => ({ default: (await import('./Waterfall')).Waterfall }));
const BudgetUse = lazy(async () => ({ default: (await import('./BudgetUse')).BudgetUse }));
const FundsBelow = lazy(async () => ({ default: (await import('./FundsBelow')).FundsBelow }));

/** The statement of a year: a union with everything below it, or its own books. */
export default function FundBoardPage() {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const { viewer, can } = useSession();
  const navigate = useNavigate();
  const of = useUrlFilters(['union', 'year', 'own']);
  const { filters, setFilters } = of;
  const id = filters.union ?? viewer.union.id;
  const year = yearOf(filters.year);
  const ownBooks = filters.own === '1';
  const { printing, print } = usePrinting();
  const [{ data, error, fetching }, retry] = useQuery({ query: FundBoardDocument, variables: { id, year, ownBooks }, context: fundContext });
  const union = data?.union?.id === id ? data.union : null;
  const statement = union?.fundStatement;
  const top = union?.ancestors.findIndex((one) => one.id === viewer.union.id) ?? -1;
  const above = top < 0 ? [] : (union?.ancestors.slice(top) ?? []);
  const to = (unionId: string) => `${paths.funds}?${new URLSearchParams({ union: unionId, year: String(year) }).toString()}`;
  const moved = statement && (statement.bySource.length > 0 || budgeted(statement.byProgramme).length > 0);
  return (
    <Page
      title={union ? t('board.titleOf', { union: union.name }) : t('board.title')}
      lead={union && `${year} · ${t(ownBooks ? 'own' : 'subtree')}`}
      above={above.length > 0 && <Breadcrumb items={[...above.map((one) => ({ title: <Link to={to(one.id)}>{one.shortName}</Link> })), { title: union?.name }]} />}
      actions={
        moved && (
          <>
            <Button icon={<PrinterOutlined />} loading={printing} onClick={print}>
              {common('actions.print')}
            </Button>
            <ExportButton tables={[{ list: { fundStatement: { unionId: id, year } } }]} />
          </>
        )
      }
    >
      <FilterBar active={of.active} folded={false} clear={of.clear}>
        <FilterField label={common('list.labelUnion')} width={260}>
          {(field) => <UnionPicker id={field} value={id} onChange={(one) => setFilters({ union: one })} />}
        </FilterField>
        <FilterField label={t('year')} width={112}>
          {(field) => <YearSelect id={field} value={year} onChange={(one) => setFilters({ year: String(one) })} />}
        </FilterField>
        {(ownBooks || (union?.childCount ?? 0) > 0) && (
          <Segmented
            aria-label={t('books')}
            value={ownBooks ? 'own' : 'subtree'}
            options={[
              { value: 'subtree', label: t('subtree') },
              { value: 'own', label: t('own') },
            ]}
            onChange={(one) => setFilters({ own: one === 'own' ? '1' : null })}
          />
        )}
      </FilterBar>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      {!union && fetching && <Skeleton active />}
      {data && !statement && !fetching && <EmptyHint text={t('board.none')} />}
      {statement && !moved && (
        <EmptyHint text={t('board.empty', { year })}>
          {can('FUND_MANAGE') && id === viewer.union.id && (
            <Button type="primary" onClick={() => void navigate(`${paths.fundList}?year=${year}`)}>
              {t('board.toFunds')}
            </Button>
          )}
        </EmptyHint>
      )}
      {statement && moved && (
        <>
          <KeyFigures flows={statement.total} to={ownBooks || union.childCount === 0 ? `${paths.fundBooks}?${new URLSearchParams({ view: 'accounts', union: id, year: String(year) }).toString()}` : undefined} />
          <Alert type={statement.addsUp ? 'success' : 'error'} showIcon title={statement.addsUp ? t('board.addsUp') : t('board.addsUpNot')} />
          <Suspense fallback={<Skeleton active />}>
            <Flex vertical gap="middle">
              <Waterfall statement={statement} withTable={printing} />
              {budgeted(statement.byProgramme).length > 0 ? (
                <BudgetUse parts={statement.byProgramme} withTable={printing} />
              ) : (
                <Section title={t('board.budgetUse')}>
                  <EmptyHint text={t('board.budgetNone', { year })}>
                    <Link to={`${paths.fundBudgets}?${new URLSearchParams({ union: id, year: String(year) }).toString()}`}>{t('board.toBudgets')}</Link>
                  </EmptyHint>
                </Section>
              )}
            </Flex>
          </Suspense>
        </>
      )}
      {union && statement && !ownBooks && union.childCount > 0 && (
        <Suspense fallback={<Skeleton active />}>
          <FundsBelow unionId={id} year={year} whole={printing} />
        </Suspense>
      )}
    </Page>
  );
}

function KeyFigures(props: { flows: FundFlowFactsFragment; to?: string }) {
  const { t } = useTranslation('funds');
  const { flows, to } = props;
  const figure = (key: 'opening' | 'income' | 'received' | 'issued' | 'paid' | 'available' | 'committed' | 'paying' | 'inTransit') => ({
    label: t(`flow.${key}`),
    value: formatMoney(flows[key]),
    to,
  });
  return (
    <FigureRow
      items={[
        ...(isZero(flows.opening) ? [] : [figure('opening')]),
        figure('income'),
        figure('received'),
        figure('issued'),
        figure('paid'),
        figure('available'),
        figure('committed'),
        ...(isZero(flows.paying) ? [] : [figure('paying')]),
        figure('inTransit'),
        { label: t('flow.budgetLeft'), value: formatMoney(less(flows.budget, flows.budgetUsed)), to },
      ]}
    />
  );
}
