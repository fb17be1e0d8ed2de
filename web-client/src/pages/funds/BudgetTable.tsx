import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { BudgetFactsFragment, ProgrammeKind } from '@/gql/graphql';
import { isZero, less, sumOf } from '@/shared/money';
import { fundedKinds } from '@/shared/needyFile';
import { Rows, type RowColumn } from '@/shared/Rows';
import { changeOf, lineOf } from './budget';
import type { BudgetPart } from './BudgetUse';
import { Money } from './FundParts';

interface Row {
  name: string;
  force: string;
  used: string;
  draft?: string;
  change?: string;
  strong?: boolean;
}

/** What is in force for each programme, what of it is used, and what the version in work would change. */
export function BudgetTable(props: { force: BudgetFactsFragment | null; work: BudgetFactsFragment | null; parts: readonly BudgetPart[] }) {
  const { t } = useTranslation('funds');
  const label = useEnumLabel();
  const { force, work, parts } = props;
  const used = (programme: ProgrammeKind) => parts.find((one) => one.programme === programme)?.flows.budgetUsed ?? '0.00';
  const named = fundedKinds.filter((one) => ![lineOf(force, one), work ? lineOf(work, one) : '', used(one)].every(isZero));
  const rows: Row[] = named.map((one) => ({
    name: label('ProgrammeKind', one),
    force: lineOf(force, one),
    used: used(one),
    ...(work ? { draft: lineOf(work, one), change: changeOf(work, force, one) } : {}),
  }));
  const whole = (of: (row: Row) => string | undefined) => sumOf(rows.map(of));
  const total: Row = {
    name: t('total'),
    force: whole((row) => row.force),
    used: whole((row) => row.used),
    ...(work ? { draft: whole((row) => row.draft), change: whole((row) => row.change) } : {}),
    strong: true,
  };
  const amount = (key: string, title: string, of: (row: Row) => string | undefined, signed?: boolean): RowColumn<Row> => ({
    key,
    title,
    align: 'right',
    render: (row) => <Money amount={of(row)} strong={row.strong} signed={signed} />,
  });
  return (
    <Rows
      label={t('budget.title')}
      rows={[...rows, total]}
      rowKey={(row) => row.name}
      columns={[
        { key: 'programme', title: t('programme'), render: (row) => (row.strong ? <strong>{row.name}</strong> : row.name) },
        amount('force', t('budget.inForce'), (row) => row.force),
        amount('used', t('budget.used'), (row) => row.used),
        amount('left', t('budget.left'), (row) => less(row.force, row.used)),
        ...(work
          ? [amount('draft', t('budget.inWork', { number: work.number }), (row) => row.draft), amount('change', t('budget.change'), (row) => row.change, true)]
          : []),
      ]}
    />
  );
}
