import { Flex, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRules } from '@/shared/useRules';

/** Who gets the money, and on which account; nothing of it is filled in by the browser. */
export function PayeeFields() {
  const { t } = useTranslation('applications');
  const { written } = useRules();
  return (
    <>
      <Form.Item name="payeeName" label={t('field.payeeName')} rules={written(t('field.payeeName'))} extra={t('form.payeeHint')}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Flex gap="middle" wrap>
        <Form.Item name="bank" label={t('field.bank')} extra={t('form.bankHint')} style={{ flex: '1 1 240px' }}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="account" label={t('field.account')} style={{ flex: '1 1 240px' }} rules={[{ pattern: /^[\d\s-]*$/, message: t('form.accountDigits') }]}>
          <Input maxLength={40} inputMode="numeric" autoComplete="off" />
        </Form.Item>
      </Flex>
    </>
  );
}
