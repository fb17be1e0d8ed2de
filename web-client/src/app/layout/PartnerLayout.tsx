import { CalendarOutlined, HomeOutlined, IdcardOutlined, LogoutOutlined, SolutionOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Flex, Layout, Menu, theme, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { OwnUpdates } from '@/app/live/LiveUpdates';
import { paths } from '@/app/paths';
import { usePartnerViewer, useSessionState, useSigningOut } from '@/app/session/SessionContext';
import { NewVersion } from '@/app/version/NewVersion';
import { Loading } from '@/shared/Loading';
import { usePhone } from '@/shared/usePhone';
import { bottomBarHeight, TabBar } from './BottomBar';
import { Brand } from './Brand';
import { LanguageSwitch } from './LanguageSwitch';
import { NoServer } from './NoServer';
import './print.css';
import { signInPath } from './returnPath';
import { mainId, SkipLink } from './SkipLink';

/** Widest that a page of the portal gets, in pixels, with the space at its sides. */
const pageWidth = 1120 + 48;

/**
 * The frame around the pages of a legal-aid partner's people: a few places, and nothing that belongs to unions. A
 * union's person is led to the own pages.
 */
export function PartnerLayout() {
  const state = useSessionState();
  const location = useLocation();
  if (state.status === 'starting') return <Loading />;
  if (state.status === 'signed-out') return <Navigate to={signInPath(location)} replace />;
  if (state.viewer) return <Navigate to={paths.home} replace />;
  if (state.status === 'offline') return <NoServer />;
  return (
    <>
      <SkipLink />
      <OwnUpdates>
        <Frame />
      </OwnUpdates>
      <ScrollRestoration />
    </>
  );
}

/** The places of the portal; the home has its own, all others begin with their address. */
function usePlaces() {
  const { t } = useTranslation('portal');
  const { pathname } = useLocation();
  const { portal } = paths;
  return [
    { to: portal.home, label: t('nav.home'), icon: <HomeOutlined /> },
    { to: portal.delegations, label: t('nav.delegations'), icon: <SolutionOutlined /> },
    { to: portal.hearings, label: t('nav.hearings'), icon: <CalendarOutlined /> },
    { to: portal.organisation, label: t('nav.organisation'), icon: <IdcardOutlined /> },
    { to: portal.account, label: t('nav.account'), icon: <UserOutlined /> },
  ].map((one) => ({ ...one, active: one.to === portal.home ? pathname === one.to : pathname.startsWith(one.to) }));
}

function Frame() {
  const { token } = theme.useToken();
  const { partner } = usePartnerViewer();
  const phone = usePhone();
  const navigation = useNavigation();
  const places = usePlaces();
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <Layout.Header
        style={{ position: 'sticky', top: 0, zIndex: 10, lineHeight: 'normal', paddingInline: phone ? 12 : undefined, borderBottom: `1px solid ${token.colorBorderSecondary}` }}
      >
        <Flex align="center" justify="space-between" gap={phone ? 'small' : 'large'} style={{ height: '100%' }}>
          <Link to={paths.portal.home} style={{ flex: 'none' }}>
            <Brand />
          </Link>
          <Typography.Text strong ellipsis={{ tooltip: partner.name }} style={{ flex: 1, minWidth: 0 }}>
            {partner.name}
          </Typography.Text>
          {phone ? <LanguageSwitch /> : <Person />}
        </Flex>
      </Layout.Header>
      {!phone && <PlacesMenu places={places} />}
      <Layout.Content id={mainId} tabIndex={-1} style={{ outline: 'none' }}>
        <NewVersion />
        <div
          style={{ maxWidth: pageWidth, marginInline: 'auto', padding: phone ? `12px 12px ${bottomBarHeight + 24}px` : '20px 24px 40px' }}
          aria-busy={navigation.state === 'loading'}
        >
          <Outlet />
        </div>
      </Layout.Content>
      {phone && <TabBar tabs={places} />}
    </Layout>
  );
}

function PlacesMenu({ places }: { places: ReturnType<typeof usePlaces> }) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  return (
    <nav aria-label={t('nav.main')} style={{ background: token.colorBgContainer, borderBottom: `1px solid ${token.colorBorderSecondary}` }}>
      <Menu
        mode="horizontal"
        disabledOverflow
        selectedKeys={places.filter((one) => one.active).map((one) => one.to)}
        items={places.map(({ to, label, icon }) => ({ key: to, icon, label: <Link to={to}>{label}</Link> }))}
        // Where the pages below begin.
        style={{ maxWidth: pageWidth, marginInline: 'auto', paddingInline: 8, borderBottom: 0 }}
      />
    </nav>
  );
}

/** The language, who is signed in, and the way out; on a phone they are on the page of the account. */
function Person() {
  const { t } = useTranslation();
  const { person } = usePartnerViewer();
  const { signOut } = useSigningOut();
  return (
    <Flex align="center" gap="middle">
      <LanguageSwitch />
      <span>{person.name}</span>
      <Button type="text" icon={<LogoutOutlined />} onClick={() => void signOut()}>
        {t('header.signOut')}
      </Button>
    </Flex>
  );
}
