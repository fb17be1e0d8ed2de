import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Outlet, useNavigate } from 'react-router';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import type { Permission } from '@/gql/graphql';

/** Opens the pages below to those who have at least one of the permissions. The server decides anyway. */
export function Need(props: { any: Permission[] }) {
  const { t } = useTranslation();
  const { can } = useSession();
  const navigate = useNavigate();
  if (props.any.some(can)) return <Outlet />;
  return (
    <Result
      status="403"
      title={t('app.forbidden')}
      subTitle={t('app.forbiddenHint')}
      extra={
        <Button type="primary" onClick={() => void navigate(paths.home)}>
          {t('app.backHome')}
        </Button>
      }
    />
  );
}
