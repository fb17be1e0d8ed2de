import { MenuOutlined } from '@ant-design/icons';
import { Button, Drawer, Flex, Layout, theme } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { LiveUpdates } from '@/app/live/LiveUpdates';
import { paths } from '@/app/paths';
import { useSession, useSessionState } from '@/app/session/SessionContext';
import { NewVersion } from '@/app/version/NewVersion';
import { OutboxProvider } from '@/pages/visits/outbox/OutboxContext';
import { Loading } from '@/shared/Loading';
import { usePhone } from '@/shared/usePhone';
import { AccountMenu } from './AccountMenu';
import { Bell } from './Bell';
import { BottomBar, bottomBarHeight } from './BottomBar';
import { Brand } from './Brand';
import { LanguageSwitch } from './LanguageSwitch';
import { MainMenu } from './MainMenu';
import { NoServer } from './NoServer';
import { OfflineBanner } from './OfflineBanner';
import { signInPath } from './returnPath';
import './print.css';
import { mainId, SkipLink } from './SkipLink';
import { UnionSwitch } from './UnionSwitch';

const KeptPage = lazy(() => import('@/pages/visits/KeptPage'));

const siderWidth = 208;

/** The frame around every page of a union's person; without a session it leads to the sign-in page, a partner's person to the partner's pages. */
export function SignedInLayout() {
  const state = useSessionState();
  const location = useLocation();
  const phone = usePhone();
  if (state.status === 'starting') return <Loading />;
  if (state.status === 'signed-out') return <Navigate to={signInPath(location)} replace />;
  if (state.status === 'signed-in' && state.partnerViewer) return <Navigate to={paths.portal.home} replace />;
  if (state.status === 'offline' && !state.viewer) return <NoServer />;
  return (
    <>
      <SkipLink />
      <LiveUpdates>
        <OutboxProvider>{phone ? <PhoneFrame /> : <DeskFrame />}</OutboxProvider>
      </LiveUpdates>
      <ScrollRestoration />
    </>
  );
}

/** The page; without an answer from the server only the forms of visits and surveys, and what is kept in place of the others. */
function Content(props: { padding: string }) {
  const navigation = useNavigation();
  const { offline } = useSession();
  const { pathname } = useLocation();
  return (
    <Layout.Content id={mainId} tabIndex={-1} style={{ outline: 'none' }}>
      <OfflineBanner />
      <NewVersion />
      <div style={{ maxWidth: 1280 + 48, marginInline: 'auto', padding: props.padding }} aria-busy={navigation.state === 'loading'}>
        {offline && pathname !== paths.newVisit() && !pathname.startsWith(paths.surveyTask('')) ? (
          <Suspense fallback={<Loading />}>
            <KeptPage />
          </Suspense>
        ) : (
          <Outlet />
        )}
      </div>
    </Layout.Content>
  );
}

function DeskFrame() {
  const { token } = theme.useToken();
  const line = `1px solid ${token.colorBorderSecondary}`;
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <Layout.Header
        style={{ position: 'sticky', top: 0, zIndex: 10, borderBottom: line, lineHeight: 'normal' }}
      >
        <Flex align="center" justify="space-between" gap="large" style={{ height: '100%' }}>
          <Link to={paths.home} style={{ width: siderWidth - 20, flex: 'none' }}>
            <Brand />
          </Link>
          <Flex flex={1} style={{ minWidth: 0 }}>
            <UnionSwitch />
          </Flex>
          <Bell />
          <LanguageSwitch />
          <AccountMenu />
        </Flex>
      </Layout.Header>
      <Layout>
        <Layout.Sider width={siderWidth} style={{ borderInlineEnd: line }}>
          <div style={{ position: 'sticky', top: 56, maxHeight: 'calc(100vh - 56px)', overflowY: 'auto', paddingBlock: 8 }}>
            <MainMenu />
          </div>
        </Layout.Sider>
        <Content padding="20px 24px 40px" />
      </Layout>
    </Layout>
  );
}

function PhoneFrame() {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const [open, setOpen] = useState(false);
  // After a choice the new page's heading has the focus; closing without one gives it back to the button.
  const [chosen, setChosen] = useState(false);
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <Layout.Header
        style={{
          position: 'sticky',
          top: 0,
          zIndex: 10,
          padding: '0 8px',
          lineHeight: 'normal',
          borderBottom: `1px solid ${token.colorBorderSecondary}`,
        }}
      >
        <Flex align="center" gap="small" style={{ height: '100%' }}>
          <Button
            type="text"
            icon={<MenuOutlined />}
            aria-label={t('header.openMenu')}
            aria-expanded={open}
            onClick={() => {
              setChosen(false);
              setOpen(true);
            }}
          />
          <Flex flex={1} style={{ minWidth: 0 }}>
            <UnionSwitch />
          </Flex>
          <Bell />
        </Flex>
      </Layout.Header>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        placement="left"
        focusable={{ focusTriggerAfterClose: !chosen }}
        size={280}
        title={<Brand />}
        styles={{ body: { padding: '8px 0' } }}
        footer={<LanguageSwitch />}
      >
        <MainMenu
          onChosen={() => {
            setChosen(true);
            setOpen(false);
          }}
        />
      </Drawer>
      <Content padding={`12px 12px ${bottomBarHeight + 24}px`} />
      <BottomBar />
    </Layout>
  );
}
