import { Checkbox, Flex, Form, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { enumValues } from '@/app/i18n/enums';
import type { Role } from '@/gql/graphql';

/** The roles at one union, each with what it lets a person do. */
export function RolesField() {
  const { t } = useTranslation('staff');
  return (
    <Form.Item name="roles" label={t('roles')} rules={[{ required: true, type: 'array', min: 1, message: t('rolesRequired') }]}>
      <RoleChoice />
    </Form.Item>
  );
}

/** Takes of the form only what a group of checkboxes may carry: `aria-required` is not for groups. */
function RoleChoice(props: { id?: string; value?: Role[]; onChange?: (roles: Role[]) => void }) {
  const { t } = useTranslation('staff');
  const label = useEnumLabel();
  return (
    <Checkbox.Group<Role>
      aria-label={t('roles')}
      value={props.value}
      onChange={(roles) => props.onChange?.(roles)}
      style={{ width: '100%' }}
    >
      <Flex id={props.id} vertical gap="small">
        {enumValues('Role').map((role) => (
          <Checkbox key={role} value={role}>
            {label('Role', role)} <Typography.Text type="secondary">{t(`roleHints.${role}`)}</Typography.Text>
          </Checkbox>
        ))}
      </Flex>
    </Checkbox.Group>
  );
}
