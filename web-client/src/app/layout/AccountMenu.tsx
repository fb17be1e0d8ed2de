import { ApiOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';

/** The person's name with the way to the account and out. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { viewer, signOut } = useSession();
  const navigate = useNavigate();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'account', icon: <UserOutlined />, label: t('nav.account') },
          { key: 'api', icon: <ApiOutlined />, label: t('nav.api') },
          { type: 'divider' },
          { key: 'signOut', icon: <LogoutOutlined />, label: t('header.signOut') },
        ],
        onClick: ({ key }) => void (key === 'signOut' ? signOut() : navigate(key === 'api' ? paths.api : paths.account)),
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={`${t('header.account')}：${viewer.person.name}`}>
        {viewer.person.name}
      </Button>
    </Dropdown>
  );
}
