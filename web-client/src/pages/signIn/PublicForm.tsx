import { Button, Form, Typography, type FormInstance } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SubmitProblems } from '@/shared/SubmitProblems';
import type { SubmitState } from '@/shared/useSubmit';

/** Heading, fields and the one button of a page before sign-in. */
export function PublicForm<Values extends object>(props: {
  form: FormInstance<Values>;
  title: string;
  lead?: string;
  button: string;
  state: SubmitState & { pending: boolean };
  initialValues?: Partial<Values>;
  onFinish: (values: Values) => void;
  children: ReactNode;
  below?: ReactNode;
}) {
  const { t } = useTranslation();
  const appName = t('app.name');
  useEffect(() => {
    document.title = `${props.title} · ${appName}`;
  }, [props.title, appName]);
  return (
    <>
      <Typography.Title level={1} style={{ fontSize: 20, marginTop: 0 }}>
        {props.title}
      </Typography.Title>
      {props.lead && <Typography.Paragraph type="secondary">{props.lead}</Typography.Paragraph>}
      <Form<Values>
        form={props.form}
        layout="vertical"
        size="large"
        requiredMark={false}
        initialValues={props.initialValues}
        onFinish={props.onFinish}
      >
        {props.children}
        <SubmitProblems of={props.state} />
        <Button type="primary" htmlType="submit" block loading={props.state.pending} style={{ marginTop: 12 }}>
          {props.button}
        </Button>
      </Form>
      {props.below}
    </>
  );
}
