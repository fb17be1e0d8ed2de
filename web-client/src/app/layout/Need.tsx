import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { useSession } from '@/app/session/SessionContext';
import type { Permission } from '@/gql/graphql';
import { Notice } from '@/shared/Notice';

/** Opens the pages below to those who have at least one of the permissions. The server decides anyway. */
export function Need(props: { any: Permission[] }) {
  const { t } = useTranslation();
  const { can } = useSession();
  if (props.any.some(can)) return <Outlet />;
  return <Notice status="403" title={t('app.forbidden')} hint={t('app.forbiddenHint')} />;
}
