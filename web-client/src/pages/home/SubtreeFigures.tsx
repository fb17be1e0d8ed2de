import { Breadcrumb, Button, Flex, Skeleton, Typography } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { chartColours } from '@/app/theme';
import { ExportButton } from '@/shared/ExportButton';
import { FoldedRows } from '@/shared/FoldedRows';
import { formatCount, formatDateTime, formatMoney, formatShare } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { amountOf } from '@/shared/money';
import type { RowColumn } from '@/shared/Rows';
import { UnionFigureRow } from '@/shared/UnionFigureRow';
import { Section } from './Section';
import { useChildFigures, type FigureChild } from './useChildFigures';

const FigureChart = lazy(async () => ({ default: (await import('@/shared/FigureChart')).FigureChart }));

/** A superior's figures: the subtree, then each union below, down as far as one likes. */
export function SubtreeFigures() {
  const { t } = useTranslation('home');
  const { t: common } = useTranslation();
  const { viewer, can } = useSession();
  const rights = can('RIGHTS_READ');
  const [search] = useSearchParams();
  const id = search.get('under') ?? viewer.union.id;
  const { union, children, fetching, error, retry, more } = useChildFigures(id);

  const columns = useMemo(() => {
    const count = (key: string, title: string, value: (row: FigureChild) => number, deskOnly = true): RowColumn<FigureChild> => ({
      key,
      title,
      align: 'right',
      deskOnly,
      render: (row) => formatCount(value(row)),
    });
    const all: RowColumn<FigureChild>[] = [
      {
        key: 'name',
        title: t('superior.union'),
        render: (row) => (
          <Link to={row.childCount > 0 ? `${paths.home}?under=${row.id}` : paths.union(row.id)}>{row.name}</Link>
        ),
      },
      count('households', t('superior.households'), (row) => row.figures.households),
      {
        key: 'paired',
        title: t('superior.paired'),
        align: 'right',
        render: ({ figures }) =>
          figures.households === 0 ? '0' : `${formatCount(figures.paired)}（${formatShare(figures.paired, figures.households)}）`,
      },
      count('unpaired', t('superior.unpaired'), (row) => row.figures.unpaired, false),
      count('cadres', t('superior.cadres'), (row) => row.figures.cadres),
      count('shortfalls', t('superior.shortfalls'), (row) => row.figures.shortfalls),
      count('visits', t('superior.visitsThisMonth'), (row) => row.figures.visitsThisMonth),
      count('due', t('superior.measuresDue'), (row) => row.figures.measuresDue),
      count('overdue', t('superior.measuresOverdue'), (row) => row.figures.measuresOverdue, false),
    ];
    if (rights) {
      all.push(count('rightsCases', t('superior.rightsCases'), (row) => row.figures.rightsCases ?? 0), {
        key: 'rightsRecovered',
        title: t('superior.rightsRecovered'),
        align: 'right',
        deskOnly: true,
        render: (row) => formatMoney(amountOf(BigInt(row.figures.rightsRecovered ?? 0))),
      });
    }
    return all;
  }, [t, rights]);

  const charts = useMemo(() => {
    if (!union || !children) return null;
    const { byCause, byTier, byNeedyFile, visitsByMonth } = union.figures;
    const cells = (rows: { label: string; value: number }[], name: string) => ({
      labels: rows.map((cell) => cell.label),
      series: [{ name, values: rows.map((cell) => cell.value) }],
    });
    return {
      unions: {
        labels: children.map((child) => child.shortName),
        series: [
          { name: t('superior.paired'), values: children.map((child) => child.figures.paired), colour: chartColours[1] },
          { name: t('superior.unpaired'), values: children.map((child) => child.figures.unpaired), colour: chartColours[0] },
        ],
      },
      rights: {
        labels: children.map((child) => child.shortName),
        series: [{ name: t('superior.rightsCases'), values: children.map((child) => child.figures.rightsCases ?? 0) }],
      },
      cause: cells(byCause, t('superior.households')),
      tier: cells(byTier, t('superior.households')),
      needyFile: cells(byNeedyFile, t('superior.households')),
      month: cells(visitsByMonth, t('superior.visits')),
    };
  }, [union, children, t]);

  if (error && !union) return <LoadProblem error={error} retry={retry} />;
  if (!union || !children || !charts) return <Skeleton active />;

  const { figures } = union;
  const top = union.ancestors.findIndex((one) => one.id === viewer.union.id);
  const above = top < 0 ? [] : union.ancestors.slice(top);
  return (
    <Section
      title={t('superior.title', { union: union.name })}
      extra={
        <Flex gap="small" align="center" wrap>
          <Typography.Text type="secondary">{t('superior.asOf', { at: formatDateTime(figures.asOf) })}</Typography.Text>
          <ExportButton tables={[{ list: { figures: { unionId: union.id } } }]} />
        </Flex>
      }
    >
      {above.length > 0 && (
        <Breadcrumb
          items={[
            ...above.map((one) => ({
              title: <Link to={one.id === viewer.union.id ? paths.home : `${paths.home}?under=${one.id}`}>{one.shortName}</Link>,
            })),
            { title: union.name },
          ]}
        />
      )}
      <UnionFigureRow unionId={union.id} figures={figures} />
      {children.length > 0 && (
        <FoldedRows
          key={union.id}
          label={t('superior.table')}
          rows={children}
          rowKey={(row) => row.id}
          columns={columns}
          loading={fetching}
          after={
            more && (
              <Button loading={fetching} onClick={more}>
                {common('list.loadMore')}
              </Button>
            )
          }
        />
      )}
      <Suspense fallback={<Skeleton active />}>
        <Flex gap="small" wrap align="stretch">
          {children.length > 0 && children.length <= 30 && (
            <FigureChart title={t('superior.chartUnions')} kind="bars" of={t('superior.union')} {...charts.unions} />
          )}
          {rights && charts.rights.labels.length <= 30 && charts.rights.series.some((one) => one.values.some((value) => value > 0)) && (
            <FigureChart title={t('superior.chartRights')} kind="bars" of={t('superior.union')} {...charts.rights} />
          )}
          <FigureChart title={t('superior.chartCause')} kind="pie" of={t('superior.cause')} {...charts.cause} />
          <FigureChart title={t('superior.chartTier')} kind="pie" of={t('superior.tier')} {...charts.tier} />
          <FigureChart title={t('superior.chartNeedyFile')} kind="pie" of={t('superior.needyFile')} {...charts.needyFile} />
          <FigureChart title={t('superior.chartMonth')} kind="columns" of={t('superior.month')} {...charts.month} />
        </Flex>
      </Suspense>
    </Section>
  );
}
