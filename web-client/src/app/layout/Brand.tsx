import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';

/** The mark and the name. */
export function Brand(props: { size?: 'small' | 'large' }) {
  const { t } = useTranslation();
  const large = props.size === 'large';
  return (
    <Flex align="center" gap={large ? 12 : 8}>
      <img src="/favicon.svg" alt="" width={large ? 44 : 28} height={large ? 44 : 28} />
      <Flex vertical>
        <Typography.Text strong style={{ fontSize: large ? 24 : 17, lineHeight: 1.3 }}>
          {t('app.name')}
        </Typography.Text>
        {large && <Typography.Text type="secondary">{t('app.subtitle')}</Typography.Text>}
      </Flex>
    </Flex>
  );
}
