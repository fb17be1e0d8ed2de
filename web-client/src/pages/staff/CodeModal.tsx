import { Alert, Flex, Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { codeAddress } from '@/shared/oneTimeCode';
import { formatDateTime } from '@/shared/format';

export interface OneTimeCode {
  name: string;
  code: string;
  expiresAt: string | null;
  /** The page where the code is entered. */
  path: string;
}

/** Shows a one-time code, once: it is stored nowhere that it could be read again. */
export function CodeModal(props: { given: OneTimeCode | null; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const { t: common } = useTranslation();
  const { given } = props;
  const copyTips = [common('actions.copy'), common('actions.copied')];
  return (
    <Modal
      open={given !== null}
      title={given && t('code.title', { name: given.name })}
      okText={t('code.done')}
      onOk={props.onClose}
      onCancel={props.onClose}
      cancelButtonProps={{ style: { display: 'none' } }}
      mask={{ closable: false }}
      keyboard={false}
      closable={false}
    >
      {given && (
        <Flex vertical gap="middle">
          <Alert type="warning" showIcon title={t('code.once')} />
          <Flex vertical gap={4}>
            <Typography.Text type="secondary">{t('code.code')}</Typography.Text>
            <Typography.Text
              copyable={{ text: given.code, tooltips: copyTips }}
              style={{ fontSize: 24, letterSpacing: 2, fontFamily: 'monospace' }}
            >
              {given.code}
            </Typography.Text>
          </Flex>
          <Flex vertical gap={4}>
            <Typography.Text type="secondary">{t('code.address')}</Typography.Text>
            <Typography.Text copyable={{ text: codeAddress(given.path, given.code), tooltips: copyTips }} style={{ overflowWrap: 'anywhere' }}>
              {codeAddress(given.path, given.code)}
            </Typography.Text>
          </Flex>
          {given.expiresAt && <Typography.Text>{t('code.expires', { at: formatDateTime(given.expiresAt) })}</Typography.Text>}
        </Flex>
      )}
    </Modal>
  );
}
