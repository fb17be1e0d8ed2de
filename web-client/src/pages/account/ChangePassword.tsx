import { Button, Card, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useConnection } from '@/app/session/SessionContext';
import { ChangePasswordDocument, type ChangePasswordInput } from '@/gql/graphql';
import { NewPasswordFields } from '@/shared/NewPasswordFields';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { useSubmit } from '@/shared/useSubmit';

/** A new password for the person's own account. */
export function ChangePassword() {
  const { t } = useTranslation('account');
  const { session } = useConnection();
  const [form] = Form.useForm<ChangePasswordInput & { again: string }>();
  const state = useSubmit(ChangePasswordDocument, {
    payload: (data) => data.changePassword,
    form,
    keyless: true,
    success: t('passwordChanged'),
    onDone: () => {
      form.resetFields();
      // The change ends sessions; this asks whether ours is among them, and leads to the sign-in page if so.
      void session.refresh();
    },
  });
  return (
    <Card title={t('changePassword')}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        style={{ maxWidth: 420 }}
        onFinish={({ again: _again, ...input }) => void state.submit(input)}
      >
        <SubmitProblems of={state} />
        <Form.Item
          name="current"
          label={t('currentPassword')}
          rules={[{ required: true, message: t('currentPasswordRequired') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <NewPasswordFields name="new" />
        <Button type="primary" htmlType="submit" loading={state.pending}>
          {t('changePassword')}
        </Button>
      </Form>
    </Card>
  );
}
