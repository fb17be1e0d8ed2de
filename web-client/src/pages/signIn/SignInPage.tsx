import { Flex, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { returnPath } from '@/app/layout/returnPath';
import { paths } from '@/app/paths';
import { useSessionState } from '@/app/session/SessionContext';
import { SignInDocument, type SignInInput } from '@/gql/graphql';
import { Loading } from '@/shared/Loading';
import { CityField } from './CityField';
import { PublicForm } from './PublicForm';
import { useSessionSubmit } from './useSessionSubmit';

/** Name and password; who is signed in already passes through. */
export default function SignInPage() {
  const state = useSessionState();
  const [search] = useSearchParams();
  if (state.status === 'starting') return <Loading />;
  if (state.status === 'signed-in' || (state.status === 'offline' && state.viewer)) return <Navigate to={returnPath(search)} replace />;
  return <SignInForm />;
}

function SignInForm() {
  const { t } = useTranslation('signIn');
  const [form] = Form.useForm<SignInInput>();
  const state = useSessionSubmit(SignInDocument, (data) => data.signIn, form);
  return (
    <PublicForm<SignInInput>
      form={form}
      title={t('title')}
      button={t('signIn')}
      state={state}
      onFinish={(values) => void state.submit(values)}
      below={
        <Flex justify="space-between" gap="small" wrap style={{ marginTop: 16 }}>
          <Link to={paths.invitation}>{t('haveInvitation')}</Link>
          <Link to={paths.resetPassword}>{t('haveReset')}</Link>
        </Flex>
      }
    >
      <CityField />
      <Form.Item name="login" label={t('login')} rules={[{ required: true, message: t('loginRequired') }]}>
        <Input autoComplete="username" autoFocus />
      </Form.Item>
      <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordRequired') }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
    </PublicForm>
  );
}
