import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TypedDocumentNode } from 'urql';
import { FormModal } from './FormModal';
import type { RefusalFields } from './userErrors';
import { useSubmit } from './useSubmit';

interface OpenVariables {
  input: { id: string; reason: string };
}

/** Asks a superior for the reason before a record of a union below is fetched with its names. */
export function OpenMaskedModal<Data, Variables extends OpenVariables, P extends { errors: readonly RefusalFields[] }>(props: {
  id: string;
  document: TypedDocumentNode<Data, Variables>;
  payload: (data: Data) => P;
  /** What will be seen, and who learns of it. */
  what: string;
  /** A reason for example. */
  hint: string;
  open: boolean;
  onClose: () => void;
  onOpened: (payload: P) => void;
}) {
  const { t } = useTranslation();
  const { open, onClose, onOpened } = props;
  const [form] = Form.useForm<{ reason: string }>();
  const state = useSubmit(props.document, {
    payload: props.payload,
    form,
    keyless: true,
    success: false,
    onDone: (payload) => {
      onOpened(payload);
      onClose();
    },
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('opening.button')}
      lead={props.what}
      okText={t('opening.ok')}
      form={form}
      state={state}
      onFinish={(values) => void state.submit({ id: props.id, reason: values.reason.trim() })}
    >
      <Form.Item name="reason" label={t('opening.reason')} rules={[{ required: true, whitespace: true, min: 5, message: t('opening.reasonShort') }]}>
        <Input.TextArea rows={2} maxLength={200} showCount placeholder={props.hint} />
      </Form.Item>
    </FormModal>
  );
}

/** Says that a record is masked, with the way to its names for whoever may; or that they are shown now. */
export function MaskedNotice(props: { opened: boolean; title: string; description?: string; onOpen?: () => void }) {
  const { t } = useTranslation();
  const { onOpen } = props;
  if (props.opened) return <Alert type="warning" showIcon title={t('opening.opened')} />;
  return <Alert type="info" showIcon title={props.title} description={props.description} action={onOpen && <Button onClick={onOpen}>{t('opening.button')}</Button>} />;
}
