import { Alert, Flex, Form, Modal, type FormInstance } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHoldUpdates } from '@/app/live/LiveUpdates';
import { SubmitProblems } from './SubmitProblems';
import type { SubmitState } from './useSubmit';

/** A form in a dialogue: what will happen, the fields, and one button that says what it does. */
export function FormModal<Values extends object>(props: {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What will happen; with `danger` as a warning. */
  lead?: ReactNode;
  danger?: boolean;
  okText: string;
  form: FormInstance<Values>;
  state: SubmitState & { pending: boolean; reset: () => void };
  initialValues?: Partial<Values>;
  onFinish: (values: Values) => void;
  width?: number;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { form, state } = props;
  useHoldUpdates(props.open);
  // Fields get ids that begin with the name, so that two forms on a page do not share them.
  const name = useId();
  return (
    <Modal
      open={props.open}
      title={props.title}
      width={props.width ?? 520}
      okText={props.okText}
      cancelText={t('actions.cancel')}
      okButtonProps={{ danger: props.danger, loading: state.pending }}
      onOk={() => form.submit()}
      onCancel={props.onClose}
      afterClose={state.reset}
      destroyOnHidden
      mask={{ closable: false }}
    >
      <Flex vertical gap="middle">
        {props.lead && (props.danger ? <Alert type="warning" showIcon title={props.lead} /> : <div>{props.lead}</div>)}
        <SubmitProblems of={state} />
        <Form<Values>
          form={form}
          name={name}
          layout="vertical"
          preserve={false}
          initialValues={props.initialValues}
          onFinish={props.onFinish}
        >
          {props.children}
        </Form>
      </Flex>
    </Modal>
  );
}
