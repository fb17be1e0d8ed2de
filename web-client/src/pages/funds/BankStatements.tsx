import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RemoveBankStatementDocument, SetBankBalanceDocument, type BankMonthPageQuery } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { FormModal } from '@/shared/FormModal';
import { MoneyInput } from '@/shared/MoneyInput';
import { Rows } from '@/shared/Rows';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { BankUpload } from './BankUpload';
import { ReasonField } from './fields';
import { Money } from './FundParts';

type Month = NonNullable<BankMonthPageQuery['bankMonth']>;
type Statement = Month['statements'][number];

/** The statements of a month, one for each account, with what it held in the end. */
export function BankStatements({ month, writes }: { month: Month; writes: boolean }) {
  const { t } = useTranslation('bank');
  const [act, setAct] = useState<{ of: Statement; what: 'balance' | 'remove' } | null>(null);
  const [adding, setAdding] = useState(false);
  const close = () => setAct(null);
  return (
    <Section title={t('statement.title')} extra={writes && <Button onClick={() => setAdding(!adding)}>{t('statement.more')}</Button>}>
      {adding && month.union && (
        <BankUpload unionId={month.union.id} month={month.month.slice(0, 7)} accounts={month.statements.map((one) => one.account)} onDone={() => setAdding(false)} />
      )}
      <Rows
        label={t('statement.title')}
        rows={month.statements}
        rowKey={(row) => row.id}
        columns={[
          { key: 'account', title: t('statement.account'), render: (row) => row.account },
          { key: 'closing', title: t('statement.closing'), align: 'right', render: (row) => (row.closing ? <Money amount={row.closing} /> : t('statement.unknown')) },
        ]}
        actions={
          writes
            ? (row) => (
                <>
                  <Button size="small" onClick={() => setAct({ of: row, what: 'balance' })} aria-label={t('statement.setOf', { account: row.account })}>
                    {t('statement.set')}
                  </Button>
                  <Button size="small" danger onClick={() => setAct({ of: row, what: 'remove' })} aria-label={t('statement.removeOf', { account: row.account })}>
                    {t('statement.remove')}
                  </Button>
                </>
              )
            : undefined
        }
      />
      {act?.what === 'balance' && <BalanceModal monthId={month.id} of={act.of} onClose={close} />}
      {act?.what === 'remove' && <RemoveModal of={act.of} onClose={close} />}
    </Section>
  );
}

function BalanceModal(props: { monthId: string; of: Statement; onClose: () => void }) {
  const { t } = useTranslation('bank');
  const { t: funds } = useTranslation('funds');
  const { chosen } = useRules();
  const [form] = Form.useForm<{ closing: string }>();
  const state = useSubmit(SetBankBalanceDocument, { payload: (data) => data.setBankBalance, form, onDone: props.onClose });
  return (
    <FormModal<{ closing: string }>
      open
      onClose={props.onClose}
      title={t('statement.setOf', { account: props.of.account })}
      lead={t('statement.setWhat')}
      okText={t('statement.set')}
      form={form}
      state={state}
      initialValues={{ closing: props.of.closing ?? undefined }}
      onFinish={({ closing }) => void state.submit({ monthId: props.monthId, account: props.of.account, closing })}
    >
      <Form.Item name="closing" label={t('statement.closing')} rules={chosen(t('statement.closing'))}>
        <MoneyInput unit={funds('yuan')} />
      </Form.Item>
    </FormModal>
  );
}

function RemoveModal(props: { of: Statement; onClose: () => void }) {
  const { t } = useTranslation('bank');
  const [form] = Form.useForm<{ reason: string }>();
  const state = useSubmit(RemoveBankStatementDocument, { payload: (data) => data.removeBankStatement, form, onDone: props.onClose, success: t('statement.removed') });
  return (
    <FormModal<{ reason: string }>
      open
      onClose={props.onClose}
      danger
      title={t('statement.removeOf', { account: props.of.account })}
      lead={t('statement.removeWhat')}
      okText={t('statement.remove')}
      form={form}
      state={state}
      onFinish={({ reason }) => void state.submit({ id: props.of.id, reason: reason.trim() })}
    >
      <ReasonField />
    </FormModal>
  );
}
