import { LogoutOutlined } from '@ant-design/icons';
import { Button, Card, Descriptions, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '@/app/layout/LanguageSwitch';
import { usePartnerViewer, useSigningOut } from '@/app/session/SessionContext';
import { ChangePassword } from '@/pages/account/ChangePassword';
import { Sessions } from '@/pages/account/Sessions';
import { Page } from '@/shared/Page';
import { usePhone } from '@/shared/usePhone';

/** The own account of a partner's person: sessions, password, language. */
export default function PortalAccountPage() {
  const { t } = useTranslation('portal');
  const { t: account } = useTranslation('account');
  const { t: common } = useTranslation();
  const { person, lawyer, partner } = usePartnerViewer();
  const { signOut } = useSigningOut();
  const phone = usePhone();
  return (
    <Page title={t('nav.account')}>
      <Card>
        <Descriptions
          column={phone ? 1 : 3}
          items={[
            { key: 'name', label: account('name'), children: person.name },
            { key: 'login', label: account('login'), children: person.login },
            { key: 'organisation', label: t('account.organisation'), children: [partner.name, lawyer.admin && t('account.admin')].filter(Boolean).join(' · ') },
            { key: 'language', label: common('header.language'), children: <LanguageSwitch /> },
          ]}
        />
      </Card>
      <Sessions />
      <ChangePassword />
      <Flex vertical={phone}>
        <Button block={phone} icon={<LogoutOutlined />} onClick={() => void signOut()}>
          {common('header.signOut')}
        </Button>
      </Flex>
    </Page>
  );
}
