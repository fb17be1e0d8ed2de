import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';

/** What stands in the place of a page that failed to load or to draw. */
export function RouteProblem() {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <Result
        status="error"
        title={t('app.broken')}
        subTitle={t('app.brokenHint')}
        extra={
          <Button type="primary" onClick={() => window.location.reload()}>
            {t('app.reload')}
          </Button>
        }
      />
    </div>
  );
}
