import { ApiOutlined, LogoutOutlined } from '@ant-design/icons';
import { Button, Card, Descriptions, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { LanguageSwitch } from '@/app/layout/LanguageSwitch';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { Page } from '@/shared/Page';
import { usePhone } from '@/shared/usePhone';
import { ChangePassword } from './ChangePassword';
import { NotificationSettings } from './NotificationSettings';
import { Posts } from './Posts';
import { Sessions } from './Sessions';

/** The person's own account: posts, sessions, password, language. */
export default function AccountPage() {
  const { t } = useTranslation('account');
  const { t: common } = useTranslation();
  const { viewer, signOut } = useSession();
  const phone = usePhone();
  const navigate = useNavigate();
  return (
    <Page title={common('nav.account')}>
      <Card>
        <Descriptions
          column={phone ? 1 : 3}
          items={[
            { key: 'name', label: t('name'), children: viewer.person.name },
            { key: 'login', label: t('login'), children: viewer.person.login },
            { key: 'language', label: common('header.language'), children: <LanguageSwitch /> },
          ]}
        />
      </Card>
      <Posts />
      <NotificationSettings />
      <Sessions />
      <ChangePassword />
      <Flex gap="small" vertical={phone}>
        <Button block={phone} icon={<ApiOutlined />} onClick={() => void navigate(paths.api)}>
          {common('nav.api')}
        </Button>
        <Button block={phone} icon={<LogoutOutlined />} onClick={() => void signOut()}>
          {common('header.signOut')}
        </Button>
      </Flex>
    </Page>
  );
}
