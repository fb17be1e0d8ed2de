import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '@/app/paths';
import { FileAidComplaintDocument } from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';
import { textLengths } from './lengths';

/** Writes down what a family complains of about its application. */
export function FileModal(props: { applicationId: string; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('complaints');
  const navigate = useNavigate();
  const [form] = Form.useForm<{ text: string }>();
  const state = useSubmit(FileAidComplaintDocument, {
    payload: (data) => data.fileAidComplaint,
    form,
    success: t('file.done'),
    onDone: ({ complaint }) => {
      props.onClose();
      if (complaint) void navigate(paths.aidComplaint(complaint.id));
    },
  });
  return (
    <FormModal<{ text: string }>
      open={props.open}
      onClose={props.onClose}
      title={t('file.title')}
      lead={t('file.what')}
      okText={t('file.ok')}
      form={form}
      state={state}
      onFinish={({ text }) => void state.submit({ applicationId: props.applicationId, text: text.trim() })}
    >
      <Form.Item
        name="text"
        label={t('field.text')}
        extra={t('file.hint')}
        rules={[{ required: true, whitespace: true, min: textLengths.least, message: t('textShort', { n: textLengths.least }) }]}
      >
        <Input.TextArea rows={4} maxLength={textLengths.most} />
      </Form.Item>
    </FormModal>
  );
}
