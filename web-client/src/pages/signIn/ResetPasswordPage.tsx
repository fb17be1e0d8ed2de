import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { paths } from '@/app/paths';
import { ResetPasswordDocument, type ResetPasswordInput } from '@/gql/graphql';
import { CityField } from './CityField';
import { codeFromAddress } from '@/shared/oneTimeCode';
import { NewPasswordFields } from '@/shared/NewPasswordFields';
import { PublicForm } from './PublicForm';
import { useSessionSubmit } from './useSessionSubmit';

type Values = ResetPasswordInput & { again: string };

/** A new password with the one-time code that the administrator issued. */
export default function ResetPasswordPage() {
  const { t } = useTranslation('signIn');
  const { hash } = useLocation();
  const [form] = Form.useForm<Values>();
  const state = useSessionSubmit(ResetPasswordDocument, (data) => data.resetPassword, form);
  return (
    <PublicForm<Values>
      form={form}
      title={t('resetTitle')}
      lead={t('resetLead')}
      button={t('resetButton')}
      state={state}
      initialValues={{ code: codeFromAddress(hash) }}
      onFinish={({ again: _again, ...input }) => void state.submit(input)}
      below={<Link to={paths.signIn} style={{ display: 'block', marginTop: 16 }}>{t('backToSignIn')}</Link>}
    >
      <CityField />
      <Form.Item name="code" label={t('code')} rules={[{ required: true, message: t('codeRequired') }]}>
        <Input autoComplete="one-time-code" autoCapitalize="characters" spellCheck={false} />
      </Form.Item>
      <NewPasswordFields name="password" />
    </PublicForm>
  );
}
