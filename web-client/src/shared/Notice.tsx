import { Button, Result, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '@/app/paths';

/** In the place of a page: why it is not there, and the way home. */
export function Notice(props: { status: '403' | '404' | 'error'; title: string; hint?: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Result
      status={props.status}
      title={
        <Typography.Title level={1} style={{ fontSize: 22 }}>
          {props.title}
        </Typography.Title>
      }
      subTitle={props.hint}
      extra={
        <Button type="primary" onClick={() => void navigate(paths.home)}>
          {t('app.backHome')}
        </Button>
      }
    />
  );
}
