import { Flex, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { PayAidDocument, type AidApplicationRowFragment, type AidPaymentMethod } from '@/gql/graphql';
import { nameOf } from '@/pages/applications/ApplicationParts';
import { Chosen } from '@/pages/applications/Chosen';
import { linesOf, named, payable } from '@/pages/applications/steps';
import { blanksToNull } from '@/shared/blanks';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';

interface Values {
  method: AidPaymentMethod;
  document?: string | null;
  goods?: string | null;
}

/** Pays approved applications: by the bank, which answers later, or by hand. */
export function PayModal(props: { rows: readonly AidApplicationRowFragment[]; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('payments');
  const navigate = useNavigate();
  const { written } = useRules();
  const { rows } = props;
  const { bank, byHand } = payable(rows);
  const methods = useEnumOptions('AidPaymentMethod').filter(({ value }) => (value === 'BANK' ? bank : byHand));
  const [form] = Form.useForm<Values>();
  const method = Form.useWatch<AidPaymentMethod | undefined>('method', form) ?? methods[0]?.value;
  const state = useSubmit(PayAidDocument, {
    payload: ({ payAid: payload }) => ({ ...payload, errors: named(payload.errors, rows.map(nameOf)) }),
    form,
    success: t('pay.done'),
    onDone: ({ batch }) => {
      props.onDone();
      if (batch) void navigate(paths.aidPayment(batch.id));
    },
  });
  return (
    <FormModal<Values>
      open
      onClose={props.onClose}
      title={t('pay.title')}
      lead={method && t(`pay.what.${method}`)}
      okText={t('pay.ok')}
      form={form}
      state={state}
      initialValues={{ method }}
      onFinish={(values) => void state.submit({ method: values.method, ...blanksToNull({ document: values.document, goods: values.goods }), lines: linesOf(rows) })}
    >
      <Flex vertical gap="middle">
        <Chosen rows={rows} />
        <div>
          <Form.Item name="method" label={t('field.method')} required>
            <Radio.Group options={methods} />
          </Form.Item>
          {method === 'GOODS' && (
            <Form.Item name="goods" label={t('field.goods')} rules={written(t('field.goods'))} extra={t('pay.goodsHint')}>
              <Input maxLength={100} />
            </Form.Item>
          )}
          <Form.Item name="document" label={t('field.document')} style={{ marginBottom: 0 }}>
            <Input maxLength={60} />
          </Form.Item>
        </div>
      </Flex>
    </FormModal>
  );
}
