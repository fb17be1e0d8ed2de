import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { RemoveAttachmentDocument, type AttachmentFactsFragment } from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';

/** Removes an attachment, with the reason. */
export function RemoveAttachmentModal(props: { attachment: AttachmentFactsFragment | null; onClose: () => void }) {
  const { t } = useTranslation('attachments');
  const { written } = useRules();
  const [form] = Form.useForm<{ reason: string }>();
  const { attachment, onClose } = props;
  const state = useSubmit(RemoveAttachmentDocument, {
    payload: (data) => data.removeAttachment,
    form,
    success: t('remove.done'),
    onDone: onClose,
  });
  return (
    <FormModal
      open={attachment !== null}
      onClose={onClose}
      title={t('remove.title')}
      lead={attachment && t('remove.what', { name: attachment.fileName })}
      danger
      okText={t('remove.ok')}
      form={form}
      state={state}
      onFinish={(values) => attachment && void state.submit({ id: attachment.id, reason: values.reason.trim() })}
    >
      <Form.Item name="reason" label={t('remove.reason')} rules={written(t('remove.reason'))}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}
