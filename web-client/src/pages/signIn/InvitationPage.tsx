import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { paths } from '@/app/paths';
import { AcceptInvitationDocument, type AcceptInvitationInput } from '@/gql/graphql';
import { CityField } from './CityField';
import { codeFromAddress } from '@/shared/oneTimeCode';
import { NewPasswordFields } from '@/shared/NewPasswordFields';
import { PublicForm } from './PublicForm';
import { useSessionSubmit } from './useSessionSubmit';

type Values = AcceptInvitationInput & { again: string };

/** A person invited to a post chooses a login and a password with the one-time code. */
export default function InvitationPage() {
  const { t } = useTranslation('signIn');
  const { hash } = useLocation();
  const [form] = Form.useForm<Values>();
  const state = useSessionSubmit(AcceptInvitationDocument, (data) => data.acceptInvitation, form);
  return (
    <PublicForm<Values>
      form={form}
      title={t('invitationTitle')}
      lead={t('invitationLead')}
      button={t('invitationButton')}
      state={state}
      initialValues={{ code: codeFromAddress(hash) }}
      onFinish={({ again: _again, ...input }) => void state.submit(input)}
      below={<Link to={paths.signIn} style={{ display: 'block', marginTop: 16 }}>{t('backToSignIn')}</Link>}
    >
      <CityField />
      <Form.Item name="code" label={t('code')} rules={[{ required: true, message: t('codeRequired') }]}>
        <Input autoComplete="one-time-code" autoCapitalize="characters" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="login"
        label={t('login')}
        extra={t('loginHint')}
        rules={[{ required: true, message: t('loginRequired') }]}
      >
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <NewPasswordFields name="password" />
    </PublicForm>
  );
}
