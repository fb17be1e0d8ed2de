import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/session/SessionContext';
import { useOnline } from '@/shared/useOnline';

/** Says on every page that there is no connection, and what can be done without one. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const { offline, can } = useSession();
  const online = useOnline();
  if (online && !offline) return null;
  const what = offline ? t('offline.started') : can('VISIT_RECORD') ? t('offline.lostCadre') : t('offline.lost');
  return <Alert type="warning" banner showIcon title={what} />;
}
