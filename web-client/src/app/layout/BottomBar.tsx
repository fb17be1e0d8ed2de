import { CheckSquareOutlined, ScheduleOutlined, TeamOutlined, UserOutlined } from '@ant-design/icons';
import { Flex, theme } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';

/** Height of the bar in pixels; pages keep this much free at their end. */
export const bottomBarHeight = 60;

export interface Tab {
  to: string;
  label: string;
  icon: ReactNode;
  active: boolean;
}

/** Places at the lower edge of a phone, where the thumb is. */
export function TabBar({ tabs }: { tabs: readonly Tab[] }) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  return (
    <Flex
      component="nav"
      aria-label={t('nav.places')}
      style={{
        position: 'fixed',
        insetInline: 0,
        bottom: 0,
        zIndex: 20,
        background: token.colorBgContainer,
        borderTop: `1px solid ${token.colorBorderSecondary}`,
        paddingBottom: 'env(safe-area-inset-bottom)',
      }}
    >
      {tabs.map((tab) => (
        <Link
          key={tab.label}
          to={tab.to}
          aria-current={tab.active ? 'page' : undefined}
          style={{ flex: 1, color: tab.active ? token.colorPrimary : token.colorTextSecondary }}
        >
          <Flex vertical align="center" justify="center" gap={2} style={{ height: bottomBarHeight }}>
            <span aria-hidden style={{ fontSize: 20, lineHeight: 1 }}>
              {tab.icon}
            </span>
            <span style={{ fontSize: 12 }}>{tab.label}</span>
          </Flex>
        </Link>
      ))}
    </Flex>
  );
}

/** The four places of a cadre on the way: 我的户, 走访, 待办, 我的. */
export function BottomBar() {
  const { t } = useTranslation();
  const { can, hasRole } = useSession();
  const { pathname } = useLocation();
  const cadre = hasRole('CADRE');

  const tabs: Tab[] = [
    ...(can('HOUSEHOLD_READ')
      ? [{
          to: cadre ? paths.myHouseholds : paths.households,
          label: cadre ? t('nav.myHouseholds') : t('nav.households'),
          icon: <TeamOutlined />,
          active: pathname.startsWith('/households'),
        }]
      : []),
    ...(can('VISIT_READ') || can('VISIT_RECORD')
      ? [{ to: cadre ? paths.myVisits : paths.visits, label: t('nav.visits'), icon: <ScheduleOutlined />, active: pathname.startsWith('/visits') }]
      : []),
    {
      to: paths.home,
      label: t('nav.todo'),
      icon: <CheckSquareOutlined />,
      active: pathname === '/' || pathname.startsWith('/measures') || pathname.startsWith('/hand-overs'),
    },
    { to: paths.account, label: t('nav.me'), icon: <UserOutlined />, active: pathname.startsWith('/account') },
  ];

  return <TabBar tabs={tabs} />;
}
