import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ObjectToNoticeDocument, type NoticeLineFactsFragment } from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';
import { textLengths } from './lengths';

interface Values {
  text: string;
  contact?: string;
}

/** Takes an objection to a line of a public notice from anybody, and gives its number to keep. */
export function ObjectModal(props: { city: string; noticeId: string; line: NoticeLineFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('complaints');
  const { t: common } = useTranslation();
  const { line } = props;
  const [form] = Form.useForm<Values>();
  const [number, setNumber] = useState<string | null>(null);
  const state = useSubmit(ObjectToNoticeDocument, {
    payload: (data) => data.objectToNotice,
    form,
    success: false,
    onDone: (payload) => setNumber(payload.number),
  });
  if (number) {
    return (
      <Modal open title={t('object.title', { name: line.name })} onCancel={props.onClose} footer={<Button onClick={props.onClose}>{common('actions.close')}</Button>}>
        <Alert type="success" showIcon title={t('object.done', { number })} description={t('object.keep')} />
      </Modal>
    );
  }
  return (
    <FormModal<Values>
      open
      onClose={props.onClose}
      title={t('object.title', { name: line.name })}
      lead={t('object.what')}
      okText={t('object.ok')}
      form={form}
      state={state}
      onFinish={({ text, contact }) => void state.submit({ city: props.city, noticeId: props.noticeId, line: line.number, text: text.trim(), contact: contact?.trim() || null })}
    >
      <Form.Item
        name="text"
        label={t('object.text')}
        rules={[{ required: true, whitespace: true, min: textLengths.least, message: t('textShort', { n: textLengths.least }) }]}
      >
        <Input.TextArea rows={4} maxLength={textLengths.most} />
      </Form.Item>
      <Form.Item name="contact" label={t('field.contact')} extra={t('object.contactHint')}>
        <Input maxLength={60} />
      </Form.Item>
    </FormModal>
  );
}
