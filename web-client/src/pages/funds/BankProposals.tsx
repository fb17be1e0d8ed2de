import { Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { BankProposalsDocument, MatchBankLinesDocument, type BankProposalsQuery } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { formatDate, formatMoney } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Rows } from '@/shared/Rows';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { useSubmit } from '@/shared/useSubmit';
import { bankContext, ItemsText, LineText } from './BankParts';
import { Money } from './FundParts';

type Proposal = BankProposalsQuery['bankProposals'][number];
type Found = Proposal & { line: NonNullable<Proposal['line']> };

const asMatch = (row: Found) => ({ lineId: row.line.id, transactionIds: row.items.flatMap((one) => (one.transaction ? [one.transaction.id] : [])) });

/** What lines may be; a person confirms all of them or one by one. */
export function BankProposals({ monthId, writes }: { monthId: string; writes: boolean }) {
  const { t } = useTranslation('bank');
  const [{ data, error }, retry] = useQuery({ query: BankProposalsDocument, variables: { id: monthId }, context: bankContext });
  const state = useSubmit(MatchBankLinesDocument, { payload: (answer) => answer.matchBankLines, success: t('proposal.done') });
  const rows = data?.bankProposals.filter((row): row is Found => row.line !== null);
  const confirm = (chosen: readonly Found[]) => void state.submit({ monthId, matches: chosen.map(asMatch) });
  return (
    <Section
      title={t('proposal.title')}
      extra={
        writes &&
        rows &&
        rows.length > 0 && (
          <Button type="primary" loading={state.pending} onClick={() => confirm(rows)}>
            {t('proposal.all', { count: rows.length })}
          </Button>
        )
      }
    >
      <Typography.Text type="secondary">{t('proposal.lead')}</Typography.Text>
      <SubmitProblems of={state} />
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={t('proposal.title')}
        rows={rows}
        loading={!data}
        rowKey={(row) => row.line.id}
        empty={<Typography.Text type="secondary">{t('proposal.none')}</Typography.Text>}
        columns={[
          { key: 'line', title: t('line'), render: (row) => <LineText of={row.line} /> },
          { key: 'amount', title: t('amount'), align: 'right', render: (row) => <Money amount={row.line.amount} signed /> },
          { key: 'items', title: t('booked'), render: (row) => <ItemsText of={row.items} /> },
          { key: 'days', title: t('proposal.days'), align: 'right', render: (row) => (row.days === 0 ? t('proposal.sameDay') : t('proposal.daysOf', { count: row.days })) },
        ]}
        actions={
          writes
            ? (row) => (
                <Flex>
                  <Button
                    size="small"
                    disabled={state.pending}
                    onClick={() => confirm([row])}
                    aria-label={t('proposal.oneOf', { day: formatDate(row.line.day), amount: formatMoney(row.line.amount), words: row.line.summary })}
                  >
                    {t('proposal.one')}
                  </Button>
                </Flex>
              )
            : undefined
        }
      />
    </Section>
  );
}
