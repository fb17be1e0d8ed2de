import { Alert, Button } from 'antd';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { anythingUnsent, subscribeUnsent } from '@/shared/unsent';
import { appVersion } from './appVersion';

/** Offers a newer version of the client, never while something typed would be lost. */
export function NewVersion() {
  const { t } = useTranslation();
  const newer = useSyncExternalStore(appVersion.subscribe, appVersion.newer);
  const unsent = useSyncExternalStore(subscribeUnsent, anythingUnsent);
  if (!newer || unsent) return null;
  return (
    <Alert
      type="info"
      banner
      showIcon
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the component draws the element
      role="status"
      title={t('version.newer')}
      action={
        <Button size="small" type="primary" onClick={() => void appVersion.reload()}>
          {t('version.reload')}
        </Button>
      }
    />
  );
}
