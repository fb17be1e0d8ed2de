import { Flex, Segmented, Skeleton, Typography } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useSession } from '@/app/session/SessionContext';
import { AidFiguresDocument, type AidCellFragment } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { EmptyHint } from '@/shared/EmptyHint';
import { FilterField } from '@/shared/FilterBar';
import { formatCount, formatMoney } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { amountOf } from '@/shared/money';
import { UnionPicker } from '@/shared/UnionPicker';

// The charts' library comes with the first picture.
const FigureChart = lazy(async () => ({ default: (await import('@/shared/FigureChart')).FigureChart }));

type Counted = 'given' | 'amount';

/** Aid that was paid in a union with everything below it: how often and how much, by programme, tier, cause and month. */
export function AidFigures() {
  const { t } = useTranslation('aid');
  const { t: common } = useTranslation();
  const { viewer } = useSession();
  const [unionId, setUnionId] = useState(viewer.union.id);
  const [counted, setCounted] = useState<Counted>('given');
  const [{ data, error }, retry] = useQuery({ query: AidFiguresDocument, variables: { id: unionId }, context });
  const figures = data?.union?.id === unionId ? data.union.figures : undefined;
  const charts = useMemo(() => {
    if (!figures) return null;
    const of = (cells: readonly AidCellFragment[]) => ({
      labels: cells.map((cell) => cell.label),
      series: [{ name: t(`figures.${counted}`), values: cells.map((cell) => cell.value) }],
    });
    return { kind: of(figures[`${counted}Kind`]), tier: of(figures[`${counted}Tier`]), cause: of(figures[`${counted}Cause`]), month: of(figures[`${counted}Month`]) };
  }, [figures, counted, t]);
  const fen = counted === 'amount';
  return (
    <Section title={t('figures.title')}>
      <Flex gap="small" align="end" wrap>
        <FilterField label={common('list.labelUnion')} width={260}>
          {(id) => <UnionPicker id={id} value={unionId} allowClear={false} onChange={(one) => setUnionId(one ?? viewer.union.id)} />}
        </FilterField>
        <Segmented
          aria-label={t('figures.view')}
          value={counted}
          onChange={setCounted}
          options={[
            { value: 'given' as const, label: t('figures.given') },
            { value: 'amount' as const, label: t('figures.amount') },
          ]}
        />
      </Flex>
      {error && !figures && <LoadProblem error={error} retry={() => retry()} />}
      {!figures && !error && <Skeleton active />}
      {figures && figures.givenKind.length === 0 && <EmptyHint text={t('figures.none')} />}
      {figures && charts && figures.givenKind.length > 0 && (
        <>
          <Typography.Text type="secondary">
            {t('figures.total', { times: formatCount(figures.givenKind.reduce((sum, cell) => sum + cell.value, 0)), amount: formatMoney(amountOf(figures.amountKind.reduce((sum, cell) => sum + BigInt(cell.value), 0n))) })}
          </Typography.Text>
          <Suspense fallback={<Skeleton active />}>
            <Flex gap="small" wrap align="stretch">
              <FigureChart title={t('figures.byKind')} kind="bars" of={t('figures.kind')} {...charts.kind} fen={fen} />
              <FigureChart title={t('figures.byTier')} kind="pie" of={t('figures.tier')} {...charts.tier} fen={fen} />
              <FigureChart title={t('figures.byCause')} kind="pie" of={t('figures.cause')} {...charts.cause} fen={fen} />
              <FigureChart title={t('figures.byMonth')} kind="columns" of={t('figures.month')} {...charts.month} fen={fen} />
            </Flex>
          </Suspense>
        </>
      )}
    </Section>
  );
}

const context = { additionalTypenames: ['AidApplication', 'AidPaymentBatch'] };
