import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { BankItemFactsFragment, BankLineFactsFragment, BankLineState, BankMonthState } from '@/gql/graphql';
import { formatDate } from '@/shared/format';
import { Money } from './FundParts';

/** What a change of a reconciliation makes old, also in lists that were empty. */
export const bankContext = { additionalTypenames: ['BankMonth', 'BankLine', 'BankItem', 'BankProposal', 'BankReconciliation', 'FundTransaction'] };

/** 2026年10月 of its first day. */
export function useMonthText(): (month: string) => string {
  const { t } = useTranslation('bank');
  return (month) => t('monthText', { year: month.slice(0, 4), number: String(Number(month.slice(5, 7))), month: month.slice(0, 7) });
}

const monthColours: Record<BankMonthState, string> = { OPEN: 'processing', SETTLED: 'success' };

export function BankMonthTag(props: { state: BankMonthState }) {
  const label = useEnumLabel();
  return <Tag color={monthColours[props.state]}>{label('BankMonthState', props.state)}</Tag>;
}

const lineColours: Record<BankLineState, string> = { MATCHED: 'success', EXPLAINED: 'warning', OPEN: 'default' };

export function BankLineTag(props: { state: BankLineState }) {
  const label = useEnumLabel();
  return <Tag color={lineColours[props.state]}>{label('BankLineState', props.state)}</Tag>;
}

/** A line as one says it: what the bank wrote, and who is on the other side. */
export function LineText({ of }: { of: BankLineFactsFragment }) {
  const { t } = useTranslation('bank');
  const party = [of.party, of.partyTail && t('tail', { tail: of.partyTail })].filter(Boolean).join(' ');
  return (
    <Flex vertical style={{ maxWidth: 360, whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
      <span>{of.summary || party || t('noWords')}</span>
      <Typography.Text type="secondary" style={{ fontWeight: 'normal' }}>
        {[formatDate(of.day), of.summary && party, of.account].filter(Boolean).join(' · ')}
      </Typography.Text>
    </Flex>
  );
}

/** A transaction as the books have it. */
export function ItemText({ of }: { of: BankItemFactsFragment }) {
  const { t } = useTranslation('bank');
  const label = useEnumLabel();
  const { transaction } = of;
  if (!transaction) return <>{t('noWords')}</>;
  return (
    <Flex vertical style={{ maxWidth: 360, whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
      <span>{transaction.purpose}</span>
      <Typography.Text type="secondary" style={{ fontWeight: 'normal' }}>
        {[formatDate(transaction.onDay), label('FundTransactionKind', transaction.kind), transaction.document].filter(Boolean).join(' · ')}
      </Typography.Text>
    </Flex>
  );
}

/** What a line is in the books: one transaction, or a batch. */
export function ItemsText({ of }: { of: readonly BankItemFactsFragment[] }) {
  const { t } = useTranslation('bank');
  const first = of[0];
  if (!first) return null;
  if (of.length === 1) return <ItemText of={first} />;
  return (
    <details>
      <summary>{t('batchOf', { count: of.length, document: first.transaction?.document ?? '' })}</summary>
      <Flex component="ul" vertical gap={4} style={{ margin: '4px 0 0', paddingInlineStart: 16 }}>
        {of.map((one) => (
          <li key={one.transaction?.id}>
            <ItemText of={one} />
            <Money amount={one.amount ?? one.transaction?.amount} />
          </li>
        ))}
      </Flex>
    </details>
  );
}
