import { useTranslation } from 'react-i18next';
import { Notice } from '@/shared/Notice';

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation();
  return <Notice status="404" title={t('app.notFound')} hint={t('app.notFoundHint')} />;
}
