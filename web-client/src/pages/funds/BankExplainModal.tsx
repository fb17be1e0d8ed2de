import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ExplainBankLineDocument, type BankLineFactsFragment } from '@/gql/graphql';
import { formatMoney } from '@/shared/format';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';

/** Fewest characters of a reason, as the server has it. */
const reasonLength = 5;

/** Says why a line has no transaction (未达账项). */
export function BankExplainModal(props: { line: BankLineFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('bank');
  const { line } = props;
  const [form] = Form.useForm<{ note: string }>();
  const state = useSubmit(ExplainBankLineDocument, { payload: (data) => data.explainBankLine, form, onDone: props.onClose });
  return (
    <FormModal<{ note: string }>
      open
      onClose={props.onClose}
      title={t('explain.title', { amount: formatMoney(line.amount) })}
      lead={t('explain.what')}
      okText={t('explain.act')}
      form={form}
      state={state}
      initialValues={{ note: line.note ?? '' }}
      onFinish={({ note }) => void state.submit({ lineId: line.id, note: note.trim() })}
    >
      <Form.Item name="note" label={t('explain.note')} extra={t('explain.hint')} rules={[{ required: true, whitespace: true, min: reasonLength, message: t('explain.short') }]}>
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}
