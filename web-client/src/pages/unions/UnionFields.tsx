import { Flex, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import type { UnionLevel } from '@/gql/graphql';

/** The levels a union may be founded at; the city itself is set up with the server. */
const foundable: readonly UnionLevel[] = ['COUNTY', 'INDUSTRY', 'TOWNSHIP', 'GRASSROOTS', 'COMMUNITY'];

/** The level that most unions below a union of this level have. */
export const usualChild: Record<UnionLevel, UnionLevel> = {
  MUNICIPAL: 'COUNTY',
  COUNTY: 'TOWNSHIP',
  INDUSTRY: 'GRASSROOTS',
  TOWNSHIP: 'GRASSROOTS',
  GRASSROOTS: 'GRASSROOTS',
  COMMUNITY: 'GRASSROOTS',
};

/** The level of a union that does not exist yet. */
export function LevelField() {
  const { t } = useTranslation('unions');
  const levels = useEnumOptions('UnionLevel', foundable);
  return (
    <Form.Item name="level" label={t('level')} rules={[{ required: true, message: t('levelRequired') }]}>
      <Select options={levels} />
    </Form.Item>
  );
}

/** Fields of `createUnion` and `updateUnion`. */
export function UnionFields() {
  const { t } = useTranslation('unions');
  const kinds = useEnumOptions('HouseholdKind');
  return (
    <>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameRequired') }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="creditCode" label={t('creditCode')} extra={t('creditCodeHint')}>
        <Input maxLength={18} spellCheck={false} />
      </Form.Item>
      <Form.Item name="divisionCode" label={t('divisionCode')} extra={t('divisionCodeHint')}>
        <Input maxLength={12} inputMode="numeric" />
      </Form.Item>
      <Form.Item name="address" label={t('address')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="telephone" label={t('telephone')}>
        <Input type="tel" maxLength={20} />
      </Form.Item>
      <Form.Item name="householdKind" label={t('householdKind')} extra={t('householdKindHint')}>
        <Radio.Group options={kinds} />
      </Form.Item>
      <Flex gap="middle" wrap>
        <Form.Item name="memberCount" label={t('memberCount')}>
          <InputNumber min={0} precision={0} style={{ width: 200 }} />
        </Form.Item>
        <Form.Item name="migrantMemberCount" label={t('migrantMemberCount')}>
          <InputNumber min={0} precision={0} style={{ width: 200 }} />
        </Form.Item>
      </Flex>
    </>
  );
}

/** Empty fields are not sent as empty texts: nothing is known of them. */
export function emptyToNull<T extends object>(values: T): T {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, value === '' || value === undefined ? null : value]),
  ) as T;
}
