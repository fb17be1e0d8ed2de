import { BellOutlined } from '@ant-design/icons';
import { Badge, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { UnreadNotificationsDocument } from '@/gql/graphql';

// What is told while the page is open comes as a live change; what is read here changes it too.
const context = { additionalTypenames: ['NotificationsReadPayload'] };

/** How many notifications are new, and the way to them. */
export function Bell() {
  const { t } = useTranslation('notifications');
  const { token } = theme.useToken();
  const { offline } = useSession();
  const [{ data }] = useQuery({ query: UnreadNotificationsDocument, context, pause: offline });
  const count = data?.unreadNotifications ?? 0;
  return (
    <Link
      to={paths.notifications}
      aria-label={count > 0 ? t('bell', { count }) : t('bellNone')}
      style={{
        display: 'inline-flex',
        alignItems: 'center',
        justifyContent: 'center',
        width: 44,
        height: 44,
        flex: 'none',
        color: token.colorText,
      }}
    >
      <Badge count={count} overflowCount={99} size="small" title="">
        <BellOutlined aria-hidden style={{ fontSize: 20 }} />
      </Badge>
    </Link>
  );
}
