import { Alert, Checkbox, Flex, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRules } from '@/shared/useRules';
import type { FieldName } from '@/shared/userErrors';

/**
 * Shown when the person already has a file at another union: registering all the same needs a reason,
 * and the common superior settles which file stays.
 */
export function DuplicateOffer(props: { name: FieldName; path: FieldName }) {
  const { t } = useTranslation('households');
  const form = Form.useFormInstance();
  const { written } = useRules();
  const [wanted, setWanted] = useState(Boolean(form.getFieldValue(props.path)));
  return (
    <Flex vertical gap="small" style={{ marginBottom: 16 }}>
      <Checkbox
        checked={wanted}
        onChange={(event) => {
          setWanted(event.target.checked);
          if (!event.target.checked) form.setFieldValue(props.path, undefined);
        }}
      >
        {t('member.duplicate.offer')}
      </Checkbox>
      {wanted && <Alert type="info" showIcon title={t('member.duplicate.what')} />}
      {wanted && (
        <Form.Item name={props.name} label={t('member.duplicate.reason')} rules={written(t('member.duplicate.reason'))}>
          <Input.TextArea rows={2} maxLength={500} showCount />
        </Form.Item>
      )}
    </Flex>
  );
}
