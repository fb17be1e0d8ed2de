import { Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel, useEnumOptions } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import type { BetweenFragment, FundAllocationState, FundBudgetState, ProgrammeKind } from '@/gql/graphql';
import { today } from '@/shared/day';
import { formatMoney } from '@/shared/format';
import { isNegative } from '@/shared/money';
import { fundedKinds } from '@/shared/needyFile';

/** This year in China. */
export function thisYear(): number {
  return Number(today().slice(0, 4));
}

/** The year that the address names, or this one. */
export function yearOf(text: string | undefined): number {
  return text && /^20\d\d$/.test(text) ? Number(text) : thisYear();
}

/** The next year, this one, and those before that ledgers may hold. */
export function YearSelect(props: {
  id?: string;
  value?: number;
  onChange?: (year: number) => void;
  disabled?: boolean;
  most?: number;
  /** Any year where none is chosen. */
  onClear?: () => void;
}) {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const first = thisYear() + 1;
  const years = Array.from({ length: props.most ?? 8 }, (_, index) => first - index);
  if (props.value && !years.includes(props.value)) years.push(props.value);
  return (
    <Select
      id={props.id}
      aria-label={props.id ? undefined : t('year')}
      disabled={props.disabled}
      value={props.value}
      onChange={(year: number | undefined) => (year ? props.onChange?.(year) : props.onClear?.())}
      allowClear={Boolean(props.onClear)}
      placeholder={props.onClear && common('list.all')}
      options={years.map((year) => ({ value: year, label: String(year) }))}
      style={{ width: '100%' }}
    />
  );
}

/** An amount in figures of one width; below zero in words of warning's colour. */
export function Money(props: { amount: string | null | undefined; strong?: boolean; signed?: boolean }) {
  const { amount, strong, signed } = props;
  if (!amount) return null;
  const plus = signed && !isNegative(amount) ? '+' : '';
  return (
    <span style={{ fontVariantNumeric: 'tabular-nums', fontWeight: strong ? 600 : undefined, whiteSpace: 'nowrap' }}>
      {plus}
      {formatMoney(amount)}
    </span>
  );
}

/** A programme by name; what is for none in particular is for any. */
export function useProgrammeText(): (programme: ProgrammeKind | null | undefined) => string {
  const { t } = useTranslation('funds');
  const label = useEnumLabel();
  return (programme) => (programme ? label('ProgrammeKind', programme) : t('any'));
}

/** The programmes that money may be for: those that its fund names, else all that take any. */
export function useProgrammeOptions(named: readonly ProgrammeKind[] = []) {
  return useEnumOptions('ProgrammeKind', named.length > 0 ? named : fundedKinds);
}

export function FundLink(props: { fund: { id: string; name: string } | null | undefined }) {
  const { t } = useTranslation('funds');
  return props.fund ? <Link to={paths.fund(props.fund.id)}>{props.fund.name}</Link> : <>{t('hidden')}</>;
}

const allocationColours: Record<FundAllocationState, string> = {
  PROPOSED: 'default',
  ISSUED: 'processing',
  RECEIVED: 'success',
  REFUSED: 'error',
  RECALLED: 'warning',
  CANCELLED: 'default',
};

export function AllocationStateTag(props: { state: FundAllocationState }) {
  const label = useEnumLabel();
  return <Tag color={allocationColours[props.state]}>{label('FundAllocationState', props.state)}</Tag>;
}

const budgetColours: Record<FundBudgetState, string> = { DRAFT: 'default', SUBMITTED: 'processing', RETURNED: 'warning', APPROVED: 'success' };

export function BudgetStateTag(props: { state: FundBudgetState }) {
  const label = useEnumLabel();
  return <Tag color={budgetColours[props.state]}>{label('FundBudgetState', props.state)}</Tag>;
}

/** 临沂市 → 兰山区; null for a voucher that follows from no allocation. */
export function useBetweenText(): (of: BetweenFragment | null | undefined) => string | null {
  const { t } = useTranslation('funds');
  return (of) => (of ?  `${of.from?.shortName ?? t('hidden')} → ${of.to?.shortName ?? t('hidden')}` : null);
}
