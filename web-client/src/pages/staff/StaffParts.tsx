import { Flex, Form, Input, Radio, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel, useEnumOptions } from '@/app/i18n/useEnumLabel';
import type { Role, StaffState } from '@/gql/graphql';

const stateColours: Record<StaffState, string> = { INVITED: 'processing', ACTIVE: 'success', AWAY: 'warning', LEFT: 'default' };

export function StaffStateTag(props: { state: StaffState }) {
  const label = useEnumLabel();
  return <Tag color={stateColours[props.state]}>{label('StaffState', props.state)}</Tag>;
}

export function RoleTags(props: { roles: readonly Role[] }) {
  const { t } = useTranslation('staff');
  const label = useEnumLabel();
  if (props.roles.length === 0) return <span>{t('noRoles')}</span>;
  return (
    <Flex gap={4} wrap style={{ display: 'inline-flex' }}>
      {props.roles.map((role) => (
        <Tag key={role}>{label('Role', role)}</Tag>
      ))}
    </Flex>
  );
}

/** Fewest and most households of a cadre (notice §3.2). */
const fewest = 2;
const most = 4;

/** How many households a cadre answers for; too few is told, not blamed. */
export function PairingLoad(props: { count: number; roles: readonly Role[] }) {
  const { t } = useTranslation('staff');
  const { t: common } = useTranslation();
  if (!props.roles.includes('CADRE')) return <span>{t('notCadre')}</span>;
  const text = common('unit.households', { count: props.count });
  if (props.count < fewest) return <Tag color="warning">{t('tooFew', { text })}</Tag>;
  return props.count >= most ? <Tag>{t('full', { text })}</Tag> : <span>{text}</span>;
}

/** Name, title, kind of employment and telephone. */
export function StaffFields() {
  const { t } = useTranslation('staff');
  const employment = useEnumOptions('Employment');
  return (
    <>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameRequired') }]}>
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name="title" label={t('title')} rules={[{ required: true, whitespace: true, message: t('titleRequired') }]}>
        <Input maxLength={50} placeholder={t('titleHint')} />
      </Form.Item>
      <Form.Item name="employment" label={t('employment')} rules={[{ required: true, message: t('employmentRequired') }]}>
        <Radio.Group options={employment} />
      </Form.Item>
      <Form.Item name="phone" label={t('phone')}>
        <Input type="tel" maxLength={20} />
      </Form.Item>
    </>
  );
}
