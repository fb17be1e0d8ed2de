import { Flex, Skeleton } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { RightsFiguresDocument, type RightsCellFragment } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { EmptyHint } from '@/shared/EmptyHint';
import { FigureRow } from '@/shared/FigureRow';
import { formatCount, formatMoney } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { amountOf } from '@/shared/money';
import { rightsContext } from './context';

// The charts' library comes with the first picture.
const FigureChart = lazy(async () => ({ default: (await import('@/shared/FigureChart')).FigureChart }));

const money = (fen: number) => formatMoney(amountOf(BigInt(fen)));

/** Rights cases of a union with everything below it: how many, of how many workers, how much was claimed and came. */
export function RightsFigures() {
  const { t } = useTranslation('rights');
  const { viewer } = useSession();
  const [search] = useSearchParams();
  // The union that the figures above are of.
  const unionId = search.get('under') ?? viewer.union.id;
  const [{ data, error }, retry] = useQuery({ query: RightsFiguresDocument, variables: { id: unionId }, context: rightsContext });
  const figures = data?.union?.id === unionId ? data.union.figures : undefined;
  const charts = useMemo(() => {
    if (!figures) return null;
    const of = (cells: readonly RightsCellFragment[], name: string) => ({
      labels: cells.map((cell) => cell.label),
      series: [{ name, values: cells.map((cell) => cell.value) }],
    });
    const cases = t('figures.cases');
    return {
      kind: of(figures.byKind, cases),
      state: of(figures.byState, cases),
      result: of(figures.byResult, cases),
      delegation: of(figures.byDelegationState, t('figures.delegations')),
      month: of(figures.byMonth, cases),
      recovered: of(figures.recoveredByMonth, t('figures.recovered')),
      duration: of(figures.byDuration, t('figures.closed')),
    };
  }, [figures, t]);
  if (error && !figures) return <LoadProblem error={error} retry={() => retry()} />;
  const list = (filter: Record<string, string> = {}) => `${paths.rights}?${new URLSearchParams({ view: 'list', union: unionId, ...filter }).toString()}`;
  return (
    <Section title={t('figures.title')}>
      {(!figures || !charts) && <Skeleton active />}
      {figures?.cases === 0 && <EmptyHint text={t('figures.none')} />}
      {figures && charts && figures.cases > 0 && (
        <>
          <FigureRow
            items={[
              { label: t('figures.cases'), value: formatCount(figures.cases), to: list() },
              { label: t('figures.workers'), value: formatCount(figures.workers) },
              // The list of delegations is that of the own union with everything below it.
              { label: t('figures.delegations'), value: formatCount(figures.delegations), to: unionId === viewer.union.id ? paths.delegations : undefined },
              { label: t('figures.claimed'), value: money(figures.claimed) },
              { label: t('figures.recovered'), value: money(figures.recovered) },
              { label: t('figures.closed'), value: formatCount(figures.closed), to: list({ state: 'CLOSED' }) },
            ]}
          />
          <Suspense fallback={<Skeleton active />}>
            <Flex gap="small" wrap align="stretch">
              <FigureChart title={t('figures.byKind')} kind="bars" of={t('field.kind')} {...charts.kind} />
              <FigureChart title={t('figures.byState')} kind="pie" of={t('field.state')} {...charts.state} />
              <FigureChart title={t('figures.byResult')} kind="pie" of={t('field.result')} {...charts.result} />
              {figures.delegations > 0 && <FigureChart title={t('figures.byDelegationState')} kind="pie" of={t('figures.delegationState')} {...charts.delegation} />}
              <FigureChart title={t('figures.byDuration')} kind="columns" of={t('figures.duration')} {...charts.duration} />
              <FigureChart title={t('figures.byMonth')} kind="columns" of={t('figures.month')} {...charts.month} />
              <FigureChart title={t('figures.recoveredByMonth')} kind="columns" of={t('figures.month')} {...charts.recovered} fen />
            </Flex>
          </Suspense>
        </>
      )}
    </Section>
  );
}
