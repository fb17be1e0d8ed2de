import type { EChartsCoreOption } from 'echarts/core';
import { chartColours, fontFamily } from '@/app/theme';
import { formatMoney } from '@/shared/format';
import { amountOf, drawn, fenOf } from '@/shared/money';
import type { Bar } from './flows';

/** Yuan of one unit of the axis (万元). */
const tenThousand = 10_000;

const onAxis = (yuan: number) => (yuan / tenThousand).toLocaleString('en-US', { maximumFractionDigits: 2 });

const common = { textStyle: { fontFamily }, animation: false, color: chartColours };

/** Axes of names and amounts: upright, or lying where there is little width. */
function axes(names: readonly string[], unit: string, lying: boolean) {
  const category = { type: 'category', data: names, axisTick: { show: false }, axisLabel: { color: '#444' } };
  const value = { type: 'value', name: unit, nameTextStyle: { color: '#555' }, axisLabel: { color: '#555', formatter: onAxis, hideOverlap: true } };
  return lying ? { xAxis: value, yAxis: { ...category, inverse: true } } : { xAxis: category, yAxis: value };
}

const grid = (top: number, lying: boolean) => ({ left: 8, right: lying ? 40 : 16, top, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' });

const legend = { top: 0, left: 0, itemGap: 16, type: 'scroll', textStyle: { color: '#333' } };

const hidden = { color: 'transparent', borderColor: 'transparent' };

/** In, out, left: told apart by place and name too. */
const ofStep: Partial<Record<Bar['step'], string | undefined>> = { issued: chartColours[0], paid: chartColours[0], carried: chartColours[2], left: chartColours[1] };

/** The waterfall of a statement; one colour for each part, or for what comes in, goes out and is left. */
export function waterfallOption(of: {
  bars: readonly Bar[];
  parts: readonly string[];
  stepName: (step: Bar['step']) => string;
  unit: string;
  lying: boolean;
}): EChartsCoreOption {
  const { bars, parts, lying } = of;
  const single = parts.length === 1;
  const base = { type: 'bar', stack: 'all', silent: true, itemStyle: hidden, emphasis: { disabled: true }, data: bars.map((bar) => drawn(bar.base)), barMaxWidth: 46 };
  return {
    ...common,
    tooltip: { trigger: 'item', confine: true },
    grid: grid(single ? 28 : 56, lying),
    // The bars that carry the others are no part.
    legend: single ? undefined : { ...legend, data: [...parts] },
    ...axes(bars.map((bar) => of.stepName(bar.step)), of.unit, lying),
    series: [
      base,
      ...parts.map((name, index) => {
        const amounts = bars.map((bar) => formatMoney(amountOf(bar.pieces[index] ?? 0n)));
        return {
          type: 'bar',
          stack: 'all',
          name,
          barMaxWidth: 46,
          tooltip: { valueFormatter: (_: unknown, at: number) => amounts[at] ?? '' },
          label: single && !lying ? { show: true, position: 'top', color: '#333', formatter: (one: { dataIndex: number }) => amounts[one.dataIndex] ?? '' } : undefined,
          data: bars.map((bar) => ({
            value: drawn(bar.pieces[index] ?? 0n),
            itemStyle: single ? { color: ofStep[bar.step] ?? chartColours[3] } : undefined,
          })),
        };
      }),
    ],
  };
}

export interface AmountSeries {
  name: string;
  amounts: readonly string[];
  colour?: string;
}

/** Lying bars of amounts, beside or on each other. */
export function amountBars(of: { labels: readonly string[]; series: readonly AmountSeries[]; unit: string; stacked: boolean }): EChartsCoreOption {
  return {
    ...common,
    tooltip: { trigger: 'axis', confine: true, axisPointer: { type: 'shadow' } },
    grid: grid(36, true),
    legend,
    ...axes(of.labels, of.unit, true),
    series: of.series.map((one) => ({
      type: 'bar',
      name: one.name,
      stack: of.stacked ? 'all' : undefined,
      barMaxWidth: of.stacked ? 22 : 12,
      itemStyle: { color: one.colour },
      tooltip: { valueFormatter: (_: unknown, at: number) => formatMoney(one.amounts[at]) },
      data: one.amounts.map((amount) => drawn(fenOf(amount) ?? 0n)),
    })),
  };
}

/** What the bars show, in words. */
export function spokenBars(title: string, labels: readonly string[], series: readonly AmountSeries[]): string {
  return `${title}：${labels.map((label, index) => `${label} ${series.map((one) => `${one.name} ${formatMoney(one.amounts[index])}`).join('，')}`).join('；')}`;
}
