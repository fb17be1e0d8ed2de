import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { MergeEmployersDocument, type EmployerFactsFragment } from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { EmployerPicker } from './EmployerPicker';

interface Values {
  intoId: string;
  reason: string;
}

/** Says that an employer was registered twice: its cases go to the entry that stays. */
export function MergeModal(props: { of: EmployerFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('employers');
  const { chosen, written } = useRules();
  const { of } = props;
  const [form] = Form.useForm<Values>();
  const state = useSubmit(MergeEmployersDocument, {
    payload: (data) => data.mergeEmployers,
    form,
    row: (payload) => payload.employer,
    rowToForm: () => ({}),
    onDone: props.onClose,
    success: t('merge.done'),
  });
  return (
    <FormModal<Values>
      open
      onClose={props.onClose}
      danger
      title={t('merge.title')}
      lead={t('merge.what', { name: of.name })}
      okText={t('merge.button')}
      form={form}
      state={state}
      onFinish={({ intoId, reason }) => void state.submit({ id: of.id, version: of.version, intoId, reason: reason.trim() })}
    >
      <Form.Item name="intoId" label={t('merge.into')} rules={chosen(t('merge.into'))}>
        <EmployerPicker except={of.id} />
      </Form.Item>
      <Form.Item name="reason" label={t('merge.reason')} rules={written(t('merge.reason'))}>
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}
