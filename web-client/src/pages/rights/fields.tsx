import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** Fewest characters of a reason, as the server has it. */
export const reasonLength = 5;

/** Why something is done; others read it. */
export function ReasonField(props: { name?: string; label?: string }) {
  const { t } = useTranslation('rights');
  return (
    <Form.Item
      name={props.name ?? 'reason'}
      label={props.label ?? t('reason')}
      extra={t('reasonHint')}
      rules={[{ required: true, whitespace: true, min: reasonLength, message: t('reasonShort', { n: reasonLength }) }]}
    >
      <Input.TextArea rows={3} maxLength={500} />
    </Form.Item>
  );
}
