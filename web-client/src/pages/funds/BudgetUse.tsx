import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { chartColours } from '@/app/theme';
import type { ProgrammeKind } from '@/gql/graphql';
import { Chart } from '@/shared/Chart';
import { ChartCard } from '@/shared/ChartCard';
import { isZero, less, sumOf } from '@/shared/money';
import { AmountTable } from './AmountTable';
import { amountBars, spokenBars } from './charts';
import { useProgrammeText } from './FundParts';

export interface BudgetPart {
  programme: ProgrammeKind | null;
  flows: { budget: string; budgetUsed: string };
}

/** The programmes that a budget names or that used one. */
export function budgeted<T extends BudgetPart>(parts: readonly T[]): T[] {
  return parts.filter((one) => !isZero(one.flows.budget) || !isZero(one.flows.budgetUsed));
}

/** What was approved for each programme, what of it is used, and what is left. */
export function BudgetUse(props: { parts: readonly BudgetPart[]; withTable: boolean }) {
  const { t } = useTranslation('funds');
  const programmeText = useProgrammeText();
  const parts = useMemo(() => budgeted(props.parts), [props.parts]);
  const title = t('board.budgetUse');
  const { labels, series } = useMemo(() => {
    const budget = parts.map((one) => one.flows.budget);
    const used = parts.map((one) => one.flows.budgetUsed);
    return {
      labels: parts.map((one) => programmeText(one.programme)),
      series: [
        { name: t('flow.budget'), amounts: budget, colour: chartColours[1] },
        { name: t('flow.budgetUsed'), amounts: used, colour: chartColours[0] },
        { name: t('flow.budgetLeft'), amounts: budget.map((one, index) => less(one, used[index])), colour: chartColours[2] },
      ],
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- programmeText is made of t
  }, [parts, t]);
  const option = useMemo(() => amountBars({ labels, series, unit: t('board.unitTenThousand'), stacked: false }), [labels, series, t]);
  const rows = labels.map((name, index) => ({ name, amounts: series.map((one) => one.amounts[index] ?? '') }));
  const total = { name: t('total'), amounts: series.map((one) => sumOf(one.amounts)), strong: true };
  return (
    <ChartCard
      title={title}
      wide
      withTable={props.withTable}
      chart={<Chart option={option} label={spokenBars(title, labels, series)} height={Math.max(200, labels.length * 52 + 70)} />}
      table={<AmountTable label={title} of={t('programme')} rows={[...rows, total]} columns={series.map((one) => one.name)} />}
    />
  );
}
