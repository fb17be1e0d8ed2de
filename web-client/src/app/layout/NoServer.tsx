import { Button, Result, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '@/app/session/SessionContext';

/** In the place of every page when the server does not answer and this device keeps nothing to show. */
export function NoServer() {
  const { t } = useTranslation();
  const { session } = useConnection();
  const [asking, setAsking] = useState(false);
  const ask = async () => {
    setAsking(true);
    await session.refresh().catch(() => undefined);
    setAsking(false);
  };
  return (
    <main>
      <Result
        status="warning"
        title={
          <Typography.Title level={1} style={{ fontSize: 22 }}>
            {t('offline.noServer')}
          </Typography.Title>
        }
        subTitle={t('offline.noServerHint')}
        extra={
          <Button type="primary" loading={asking} onClick={() => void ask()}>
            {t('actions.retry')}
          </Button>
        }
      />
    </main>
  );
}
