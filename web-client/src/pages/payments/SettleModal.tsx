import { Flex, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { SettleAidBatchDocument, type BatchFactsFragment, type PaymentFactsFragment } from '@/gql/graphql';
import { formatMoney } from '@/shared/format';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';
import { payeeOf, type outcome } from './settle';

/** Fewest characters of a reason, as the server has it. */
const reasonLength = 5;

interface Values {
  returned?: { reason: string }[];
}

/** Writes down what the bank answered: the chosen lines came back, the others are paid. */
export function SettleModal(props: {
  batch: BatchFactsFragment;
  chosen: readonly PaymentFactsFragment[];
  /** What the bank's statement says of some of them, by number. */
  reasons?: ReadonlyMap<number, string>;
  result: ReturnType<typeof outcome>;
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useTranslation('payments');
  const { batch, chosen, result } = props;
  const [form] = Form.useForm<Values>();
  const state = useSubmit(SettleAidBatchDocument, {
    payload: (data) => data.settleAidBatch,
    form,
    row: (payload) => payload.batch,
    rowToForm: () => ({}),
    onDone: props.onDone,
    success: t('settle.done'),
  });
  return (
    <FormModal<Values>
      open
      onClose={props.onClose}
      width={640}
      title={t('settle.title')}
      lead={
        <Flex vertical gap={4}>
          {batch.open > 0 && <span>{t('settle.paid', { n: result.paid, amount: formatMoney(result.amount) })}</span>}
          {result.returned > 0 && <span>{t('settle.returned', { n: result.returned, amount: formatMoney(result.back) })}</span>}
        </Flex>
      }
      okText={t('settle.ok')}
      form={form}
      state={state}
      initialValues={{ returned: chosen.map((one) => ({ reason: props.reasons?.get(one.number) ?? '' })) }}
      onFinish={(values) =>
        void state.submit({
          id: batch.id,
          version: batch.version,
          returned: chosen.map((one, n) => ({ number: one.number, reason: values.returned?.[n]?.reason.trim() ?? '' })),
        })
      }
    >
      {chosen.map((one, n) => {
        const name = `${one.number}. ${payeeOf(one)} ${formatMoney(one.amount)}`;
        return (
          <Form.Item
            key={one.number}
            name={['returned', n, 'reason']}
            label={t('settle.reasonOf', { name })}
            rules={[{ required: true, whitespace: true, min: reasonLength, message: t('settle.reasonNeeded') }]}
          >
            <Input maxLength={200} placeholder={t('settle.reasonHint')} />
          </Form.Item>
        );
      })}
    </FormModal>
  );
}
