import { Button, Result, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { appVersion } from '@/app/version/appVersion';

/** What stands in the place of a page that failed to load or to draw. */
export function RouteProblem() {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <Result
        status="error"
        title={
          <Typography.Title level={1} style={{ fontSize: 22 }}>
            {t('app.broken')}
          </Typography.Title>
        }
        subTitle={t('app.brokenHint')}
        extra={
          <Button type="primary" onClick={() => void appVersion.reload()}>
            {t('app.reload')}
          </Button>
        }
      />
    </div>
  );
}
