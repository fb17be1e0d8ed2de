import { Checkbox, Flex, Form, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { enumValues } from '@/app/i18n/enums';

/** The roles at one union, each with what it lets a person do. */
export function RolesField() {
  const { t } = useTranslation('staff');
  const label = useEnumLabel();
  return (
    <Form.Item name="roles" label={t('roles')} rules={[{ required: true, type: 'array', min: 1, message: t('rolesRequired') }]}>
      <Checkbox.Group style={{ width: '100%' }}>
        <Flex vertical gap="small">
          {enumValues('Role').map((role) => (
            <Checkbox key={role} value={role}>
              {label('Role', role)} <Typography.Text type="secondary">{t(`roleHints.${role}`)}</Typography.Text>
            </Checkbox>
          ))}
        </Flex>
      </Checkbox.Group>
    </Form.Item>
  );
}
