import { Button, Card, Flex, Form, Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { useHoldUpdates } from '@/app/live/LiveUpdates';
import { SaveFundBudgetDocument, type BudgetFactsFragment } from '@/gql/graphql';
import { formatMoney } from '@/shared/format';
import { isZero, sumOf } from '@/shared/money';
import { MoneyInput } from '@/shared/MoneyInput';
import { fundedKinds } from '@/shared/needyFile';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { useLeaveWarning } from '@/shared/useLeaveWarning';
import { usePhone } from '@/shared/usePhone';
import { useSubmit } from '@/shared/useSubmit';
import { lineOf } from './budget';
import type { BudgetPart } from './BudgetUse';

interface Values {
  lines: { amount?: string | null }[];
  note?: string | null;
}

/** The version as the form has it: an empty field for what a version does not name. */
function toForm(version: Pick<BudgetFactsFragment, 'lines' | 'note'> | null): Values {
  return {
    lines: fundedKinds.map((programme) => ({ amount: version?.lines.find((one) => one.programme === programme)?.amount ?? null })),
    note: version?.note ?? null,
  };
}

/** Writes the version in work, programme by programme, beside what is in force and what is used. */
export function BudgetForm(props: {
  year: number;
  work: BudgetFactsFragment | null;
  force: BudgetFactsFragment | null;
  parts: readonly BudgetPart[];
  onClose: () => void;
}) {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  const phone = usePhone();
  const leave = useLeaveWarning();
  useHoldUpdates(true);
  const { work, force, parts } = props;
  const [form] = Form.useForm<Values>();
  const lines = Form.useWatch<Values['lines'] | undefined>('lines', form) ?? [];
  const state = useSubmit(SaveFundBudgetDocument, {
    payload: (data) => data.saveFundBudget,
    form,
    row: (payload) => payload.budget,
    rowToForm: (row: BudgetFactsFragment) => toForm(row),
    success: t('budget.saved'),
    onDone: () => {
      leave.settled();
      props.onClose();
    },
  });
  const save = ({ lines: filled, note }: Values) =>
    void state.submit({
      year: props.year,
      version: work?.version ?? null,
      // Every programme, so that the lines of a refusal are those of the form.
      lines: fundedKinds.map((programme, index) => ({ programme, amount: filled[index]?.amount || '0.00' })),
      note: note?.trim() || null,
    });
  return (
    <Flex vertical gap="small">
      <SubmitProblems of={state} />
      <Form<Values> form={form} layout="vertical" initialValues={toForm(work ?? force)} onValuesChange={leave.changed} onFinish={save} style={{ maxWidth: 860 }}>
        <Card size="small" title={t('budget.draft')}>
          <Flex component="ul" vertical gap={4} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {fundedKinds.map((programme, index) => {
              const used = parts.find((one) => one.programme === programme)?.flows.budgetUsed;
              const known = [
                ...(isZero(lineOf(force, programme)) ? [] : [`${t('budget.inForce')} ${formatMoney(lineOf(force, programme))}`]),
                ...(isZero(used) ? [] : [`${t('budget.used')} ${formatMoney(used)}`]),
              ];
              return (
                <Flex component="li" key={programme} gap="small" align="center" wrap={phone} style={{ borderBottom: '1px solid rgba(0, 0, 0, 0.06)', paddingBlock: 4 }}>
                  <Flex vertical style={{ flex: phone ? '1 1 100%' : 1 }}>
                    <span>{label('ProgrammeKind', programme)}</span>
                    {known.length > 0 && <Typography.Text type="secondary">{known.join(' · ')}</Typography.Text>}
                  </Flex>
                  <Form.Item name={['lines', index, 'amount']} style={{ margin: 0, width: phone ? '100%' : 280 }}>
                    <MoneyInput unit={t('yuan')} aria-label={t('budget.amountOf', { programme: label('ProgrammeKind', programme) })} />
                  </Form.Item>
                </Flex>
              );
            })}
          </Flex>
          <Flex component="output" justify="end" style={{ display: 'flex', marginBlock: 12 }}>
            <Typography.Text strong>
              {t('total')} {formatMoney(sumOf(lines.map((one) => one?.amount)))}
            </Typography.Text>
          </Flex>
          <Form.Item name="note" label={t('list.note')} extra={t('budget.noteHint')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
          </Form.Item>
          <Flex gap="small" justify="end" vertical={phone}>
            <Button type="primary" htmlType="submit" block={phone} loading={state.pending}>
              {t('budget.save')}
            </Button>
            <Button
              block={phone}
              onClick={() => {
                leave.settled();
                props.onClose();
              }}
            >
              {common('actions.cancel')}
            </Button>
          </Flex>
        </Card>
      </Form>
    </Flex>
  );
}
