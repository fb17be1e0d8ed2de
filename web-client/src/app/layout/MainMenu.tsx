import { Menu, type MenuProps } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useSession } from '@/app/session/SessionContext';
import { activeKey, homeEntry, navGroups, type NavEntry } from './navigation';

/** The menu at the side of a wide window and in the drawer of a phone. */
export function MainMenu(props: { onChosen?: () => void }) {
  const { t } = useTranslation();
  const { can } = useSession();
  const { pathname } = useLocation();

  const item = (entry: NavEntry) => ({
    key: entry.key,
    icon: entry.icon,
    label: <Link to={entry.to}>{t(`nav.${entry.key}`)}</Link>,
  });
  const active = activeKey(pathname);
  const menu = useRef<HTMLElement>(null);
  // The menu is longer than most windows: where one is stays in sight.
  useEffect(() => {
    if (active) menu.current?.querySelector('.ant-menu-item-selected')?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  const items: MenuProps['items'] = [
    item(homeEntry),
    ...navGroups(can).map((group) => ({
      type: 'group' as const,
      key: group.key,
      label: t(`nav.groups.${group.key}`),
      children: group.entries.map(item),
    })),
  ];
  return (
    <nav ref={menu} aria-label={t('nav.main')}>
      <Menu
        mode="inline"
        items={items}
        selectedKeys={active ? [active] : []}
        onClick={() => props.onChosen?.()}
        style={{ borderInlineEnd: 0 }}
      />
    </nav>
  );
}
