import { Button, Card, Checkbox, Flex, Radio, Typography } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { BankOpenDocument, MatchBankLinesDocument, type BankItemFactsFragment, type BankLineFactsFragment } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { formatDate, formatMoney } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { sumOf } from '@/shared/money';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { usePhone } from '@/shared/usePhone';
import { useSubmit } from '@/shared/useSubmit';
import { BankExplainModal } from './BankExplainModal';
import { bankContext, BankLineTag, ItemText, LineText } from './BankParts';
import { Money } from './FundParts';

type Item = BankItemFactsFragment & { transaction: NonNullable<BankItemFactsFragment['transaction']> };

/** What waits on both sides: a line is chosen on the left, and what it is on the right. */
export function BankWorkbench({ monthId, writes }: { monthId: string; writes: boolean }) {
  const { t } = useTranslation('bank');
  const [{ data, error }, retry] = useQuery({ query: BankOpenDocument, variables: { id: monthId }, context: bankContext });
  // Above the bar at the bottom of a phone.
  const phone = usePhone();
  const [lineId, setLineId] = useState<string | null>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [explaining, setExplaining] = useState<BankLineFactsFragment | null>(null);
  const clear = () => {
    setLineId(null);
    setChosen([]);
  };
  const state = useSubmit(MatchBankLinesDocument, { payload: (answer) => answer.matchBankLines, onDone: clear, success: t('proposal.done') });
  // What got a reason may be booked by now.
  const lines = data ? [...data.open.nodes, ...data.explained.nodes] : [];
  const items = (data?.bankOpenTransactions.nodes ?? []).filter((one): one is Item => one.transaction !== null);
  const line = lines.find((one) => one.id === lineId);
  const picked = items.filter((one) => chosen.includes(one.transaction.id));
  const sum = sumOf(picked.map((one) => one.amount));
  const equal = line !== undefined && picked.length > 0 && sum === line.amount;
  return (
    <Section title={t('open.title')}>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <SubmitProblems of={state} />
      {data && lines.length === 0 && items.length === 0 && <Typography.Text type="secondary">{t('open.none')}</Typography.Text>}
      <Flex gap="middle" wrap align="flex-start">
        <Side title={t('open.lines')} count={lines.length} more={data && (data.open.pageInfo.hasNextPage || data.explained.pageInfo.hasNextPage)}>
          {lines.map((one) => (
            <Row key={one.id} amount={one.amount} action={one.state === 'EXPLAINED' ? <BankLineTag state={one.state} /> : writes && <Explain of={one} open={() => setExplaining(one)} />}>
              {writes ? (
                <Radio checked={one.id === lineId} onChange={() => setLineId(one.id)} name={`line-${monthId}`}>
                  <LineText of={one} />
                </Radio>
              ) : (
                <LineText of={one} />
              )}
            </Row>
          ))}
        </Side>
        <Side title={t('open.transactions')} count={items.length} more={data?.bankOpenTransactions.pageInfo.hasNextPage}>
          {items.map((one) => (
            <Row key={one.transaction.id} amount={one.amount}>
              {writes ? (
                <Checkbox
                  checked={chosen.includes(one.transaction.id)}
                  onChange={(event) => setChosen(event.target.checked ? [...chosen, one.transaction.id] : chosen.filter((id) => id !== one.transaction.id))}
                >
                  <ItemText of={one} />
                </Checkbox>
              ) : (
                <ItemText of={one} />
              )}
            </Row>
          ))}
        </Side>
      </Flex>
      {writes && (line || picked.length > 0) && (
        <Card size="small" style={{ position: 'sticky', bottom: phone ? 64 : 8, zIndex: 2 }}>
          <Flex gap="middle" align="center" justify="space-between" wrap>
            <output>
              {line ? t('open.lineIs', { amount: formatMoney(line.amount) }) : t('open.chooseLine')}
              {'；'}
              {picked.length > 0 ? t('open.pickedIs', { count: picked.length, amount: formatMoney(sum) }) : t('open.choosePicked')}
              {line && picked.length > 0 && !equal && <Typography.Text type="danger">{`；${t('open.differs')}`}</Typography.Text>}
            </output>
            <Flex gap="small">
              <Button onClick={clear}>{t('open.clear')}</Button>
              <Button
                type="primary"
                disabled={!equal}
                loading={state.pending}
                onClick={() => line && void state.submit({ monthId, matches: [{ lineId: line.id, transactionIds: picked.map((one) => one.transaction.id) }] })}
              >
                {t('open.match')}
              </Button>
            </Flex>
          </Flex>
        </Card>
      )}
      {explaining && <BankExplainModal line={explaining} onClose={() => setExplaining(null)} />}
    </Section>
  );
}

function Side(props: { title: string; count: number; more: boolean | undefined; children: ReactNode }) {
  const { t } = useTranslation('bank');
  return (
    <Card size="small" title={`${props.title}（${props.count}${props.more ? '+' : ''}）`} style={{ flex: '1 1 320px', minWidth: 0 }}>
      <Flex component="ul" vertical gap="small" aria-label={props.title} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {props.children}
      </Flex>
      {props.count === 0 && <Typography.Text type="secondary">{t('open.noneHere')}</Typography.Text>}
      {props.more && <Typography.Text type="warning">{t('open.more')}</Typography.Text>}
    </Card>
  );
}

function Row(props: { amount: string | null | undefined; action?: ReactNode; children: ReactNode }) {
  return (
    <Flex component="li" justify="space-between" align="flex-start" gap="small">
      <div style={{ minWidth: 0 }}>{props.children}</div>
      <Flex vertical align="flex-end" gap={4}>
        <Money amount={props.amount} signed />
        {props.action}
      </Flex>
    </Flex>
  );
}

function Explain({ of, open }: { of: BankLineFactsFragment; open: () => void }) {
  const { t } = useTranslation('bank');
  return (
    <Button size="small" onClick={open} aria-label={t('explain.of', { day: formatDate(of.day), amount: formatMoney(of.amount), words: of.summary })}>
      {t('explain.act')}
    </Button>
  );
}
