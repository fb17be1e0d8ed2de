import { Table } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { chartColours, fontFamily } from '@/app/theme';
import { Chart } from './Chart';
import { ChartCard } from './ChartCard';
import { formatCount, formatMoney, formatShare } from './format';
import { amountOf, drawn } from './money';

export interface Series {
  name: string;
  values: number[];
  /** Else the next of the palette. */
  colour?: string;
}

/** 患病 34.1% */
function partLabel(part: { name: string; percent: number }): string {
  return `${part.name}\n${part.percent.toFixed(1)}%`;
}

/** The picture of the figures: stacked bars, lying where names are long, or the parts of a whole. */
export function chartOption(kind: 'bars' | 'columns' | 'pie', labels: string[], series: Series[]): EChartsCoreOption {
  const common = {
    color: chartColours,
    tooltip: { trigger: kind === 'pie' ? 'item' : 'axis', confine: true },
    textStyle: { fontFamily },
    animation: false,
  };
  if (kind === 'pie') {
    const data = labels.map((name, index) => ({ name, value: series[0]?.values[index] ?? 0 }));
    return {
      ...common,
      series: [{ type: 'pie', radius: ['36%', '56%'], data, label: { formatter: partLabel, color: '#333', overflow: 'none' }, minShowLabelAngle: 4 }],
    };
  }
  const names = { type: 'category', data: labels, axisTick: { show: false }, axisLabel: { color: '#444' } };
  const counts = { type: 'value', minInterval: 1, axisLabel: { color: '#555' } };
  return {
    ...common,
    grid: { left: 8, right: 16, top: series.length > 1 ? 36 : 12, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: series.length > 1 ? { top: 0, left: 0, itemGap: 20, textStyle: { color: '#333' } } : undefined,
    xAxis: kind === 'bars' ? counts : names,
    yAxis: kind === 'bars' ? { ...names, inverse: true } : counts,
    series: series.map((one) => ({
      type: 'bar',
      stack: 'all',
      barMaxWidth: 22,
      itemStyle: { color: one.colour, borderColor: '#fff', borderWidth: series.length > 1 ? 1 : 0 },
      name: one.name,
      data: one.values,
    })),
  };
}

const inYuan = (series: Series[]) => series.map((one) => ({ ...one, values: one.values.map((value) => drawn(BigInt(value))) }));

/** Figures as a picture or, at the reader's choice, as a table with the exact numbers. */
export function FigureChart(props: {
  title: string;
  kind: 'bars' | 'columns' | 'pie';
  /** What the first column of the table names. */
  of: string;
  labels: string[];
  series: Series[];
  /** Both at once, for what is printed. */
  withTable?: boolean;
  /** The values are fen and are read in yuan. */
  fen?: boolean;
}) {
  const { t } = useTranslation();
  const { kind, labels, series, title, fen } = props;
  const option = useMemo(() => chartOption(kind, labels, fen ? inYuan(series) : series), [kind, labels, series, fen]);
  const text = (value: number | undefined) => (fen ? formatMoney(amountOf(BigInt(value ?? 0))) : formatCount(value ?? 0));
  const whole = series[0]?.values.reduce((sum, value) => sum + value, 0) ?? 0;
  const spoken = `${title}：${labels
    .map((name, index) => `${name} ${series.map((one) => `${series.length > 1 ? one.name : ''}${fen ? text(one.values[index]) : (one.values[index] ?? 0)}`).join('，')}`)
    .join('；')}`;

  return (
    <ChartCard
      title={title}
      wide={kind === 'bars'}
      withTable={props.withTable}
      chart={<Chart option={option} label={spoken} height={kind === 'bars' ? Math.max(220, labels.length * 30 + 60) : 280} />}
      table={
        <Table
          aria-label={title}
          size="small"
          pagination={false}
          rowKey="label"
          dataSource={labels.map((label, index) => ({ label, index }))}
          columns={[
            { key: 'label', title: props.of, dataIndex: 'label' },
            ...series.map((one) => ({
              key: one.name,
              title: one.name,
              align: 'right' as const,
              render: (_: unknown, row: { index: number }) => text(one.values[row.index]),
            })),
            ...(kind === 'pie'
              ? [{
                  key: 'share',
                  title: t('chart.share'),
                  align: 'right' as const,
                  render: (_: unknown, row: { index: number }) => formatShare(series[0]?.values[row.index] ?? 0, whole),
                }]
              : []),
          ]}
        />
      }
    />
  );
}
