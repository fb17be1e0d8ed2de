import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { SettleBankMonthDocument, type BankMonthFactsFragment } from '@/gql/graphql';
import { formatMoney } from '@/shared/format';
import { FormModal } from '@/shared/FormModal';
import { isZero } from '@/shared/money';
import { useSubmit } from '@/shared/useSubmit';

/** Settles a month: it stays as it is from then on. */
export function BankSettleModal(props: { month: BankMonthFactsFragment; opening: string | undefined; title: string; onClose: () => void }) {
  const { t } = useTranslation('bank');
  const { month, opening } = props;
  const [form] = Form.useForm<{ note?: string }>();
  const state = useSubmit(SettleBankMonthDocument, {
    payload: (data) => data.settleBankMonth,
    form,
    row: (payload) => payload.month,
    rowToForm: () => ({}),
    onDone: props.onClose,
    success: t('settle.done'),
  });
  return (
    <FormModal<{ note?: string }>
      open
      onClose={props.onClose}
      title={props.title}
      lead={t('settle.what')}
      okText={t('settle.act')}
      form={form}
      state={state}
      onFinish={({ note }) => void state.submit({ id: month.id, version: month.version, note: note?.trim() || null })}
    >
      <Form.Item name="note" label={t('settle.note')} extra={opening && !isZero(opening) ? t('settle.opening', { amount: formatMoney(opening) }) : t('settle.noteHint')}>
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}
