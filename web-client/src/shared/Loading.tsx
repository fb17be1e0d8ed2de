import { Flex, Spin } from 'antd';
import { useTranslation } from 'react-i18next';

/** Shown while a whole page or session is on its way. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <Flex vertical align="center" justify="center" gap="middle" style={{ minHeight: '40vh' }} component="output">
      <Spin size="large" />
      <span>{t('app.loading')}</span>
    </Flex>
  );
}
