import { Button, Flex, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { enumValues } from '@/app/i18n/enums';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { BankLinesDocument, ExplainBankLineDocument, UnmatchBankLineDocument, type BankLinesQuery } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { formatDate, formatMoney } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Rows } from '@/shared/Rows';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { useCursor } from '@/shared/useCursor';
import { useSubmit } from '@/shared/useSubmit';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { BankExplainModal } from './BankExplainModal';
import { bankContext, BankLineTag, ItemsText, LineText, useMonthText } from './BankParts';
import { Money } from './FundParts';

type Line = BankLinesQuery['bankLines']['nodes'][number];

/** All lines that a month has to do with, and what each is in the books. */
export function BankLineList({ monthId, month, writes }: { monthId: string; month: string; writes: boolean }) {
  const { t } = useTranslation('bank');
  const { t: common } = useTranslation();
  const monthText = useMonthText();
  const states = useEnumOptions('BankLineState');
  const of = useUrlFilters(['view', 'state']);
  const { after } = useCursor();
  const [explaining, setExplaining] = useState<Line | null>(null);
  const state = enumValues('BankLineState').find((one) => one === of.filters.state) ?? null;
  const [{ data, error, fetching }, retry] = useQuery({ query: BankLinesDocument, variables: { id: monthId, state, after }, context: bankContext });
  const unmatch = useSubmit(UnmatchBankLineDocument, { payload: (answer) => answer.unmatchBankLine, success: t('lines.unmatched') });
  const clear = useSubmit(ExplainBankLineDocument, { payload: (answer) => answer.explainBankLine });
  const words = (row: Line) => ({ day: formatDate(row.day), amount: formatMoney(row.amount), words: row.summary });
  return (
    <>
      <FilterBar active={state !== null} clear={() => of.setFilters({ state: null })}>
        <FilterField label={common('list.state')}>
          {(id) => (
            <Select id={id} allowClear placeholder={common('list.all')} value={state ?? undefined} onChange={(value: string | undefined) => of.setFilters({ state: value })} options={states} style={{ width: '100%' }} />
          )}
        </FilterField>
      </FilterBar>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <SubmitProblems of={unmatch} />
      <SubmitProblems of={clear} />
      <Rows
        label={t('view.lines')}
        rows={data?.bankLines.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<Typography.Text type="secondary">{t('lines.none')}</Typography.Text>}
        columns={[
          { key: 'line', title: t('line'), render: (row) => <LineText of={row} /> },
          { key: 'amount', title: t('amount'), align: 'right', render: (row) => <Money amount={row.amount} signed /> },
          { key: 'state', title: common('list.state'), render: (row) => <BankLineTag state={row.state} /> },
          {
            key: 'what',
            title: t('booked'),
            render: (row) => (
              <Flex vertical gap={2} style={{ maxWidth: 360, whiteSpace: 'normal' }}>
                {row.match && <ItemsText of={row.match.items} />}
                {row.match && row.match.month > month && <Typography.Text type="secondary">{t('lines.later', { month: monthText(row.match.month) })}</Typography.Text>}
                {row.note && <span>{row.note}</span>}
              </Flex>
            ),
          },
          { key: 'by', title: t('lines.by'), render: (row) => row.match?.matchedBy?.name ?? row.notedBy?.name, deskOnly: true },
        ]}
        actions={
          writes
            ? (row) => (
                <>
                  {row.state === 'MATCHED' && (
                    <Button size="small" onClick={() => void unmatch.submit({ lineId: row.id })} disabled={unmatch.pending} aria-label={t('lines.unmatchOf', words(row))}>
                      {t('lines.unmatch')}
                    </Button>
                  )}
                  {row.state !== 'MATCHED' && row.day >= month && (
                    <Button size="small" onClick={() => setExplaining(row)} aria-label={t('explain.of', words(row))}>
                      {t('explain.act')}
                    </Button>
                  )}
                  {row.state === 'EXPLAINED' && row.day >= month && (
                    <Button size="small" onClick={() => void clear.submit({ lineId: row.id, note: null })} disabled={clear.pending} aria-label={t('lines.clearOf', words(row))}>
                      {t('lines.clear')}
                    </Button>
                  )}
                </>
              )
            : undefined
        }
      />
      <CursorPager pageInfo={data?.bankLines.pageInfo} disabled={fetching} />
      {explaining && <BankExplainModal line={explaining} onClose={() => setExplaining(null)} />}
    </>
  );
}
