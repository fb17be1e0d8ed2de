import { Checkbox, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import type { LawyerFactsFragment, RightsCaseKind } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { useRules } from '@/shared/useRules';

export interface LawyerValues {
  name: string;
  licenceNumber?: string | null;
  phone?: string | null;
  specialities: RightsCaseKind[];
  admin: boolean;
}

export function fromLawyer({ name, licenceNumber, phone, specialities, admin }: LawyerFactsFragment): LawyerValues {
  return { name, licenceNumber, phone, specialities: [...specialities], admin };
}

export function lawyerInput({ name, licenceNumber, phone, specialities, admin }: LawyerValues) {
  return { name: name.trim(), ...blanksToNull({ licenceNumber, phone }), specialities, admin };
}

/** Name, licence, telephone, what the person is good at, and whether they run the partner's account. */
export function LawyerFields() {
  const { t } = useTranslation('partners');
  const { written } = useRules();
  const cases = useEnumOptions('RightsCaseKind');
  return (
    <>
      <Form.Item name="name" label={t('lawyer.name')} rules={written(t('lawyer.name'))}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item name="licenceNumber" label={t('lawyer.licenceNumber')} extra={t('lawyer.licenceHint')} normalize={(text: string) => text.replace(/\s/g, '')} validateTrigger="onBlur" rules={[{ pattern: /^\d{17}$/, message: t('lawyer.licenceFormat') }]}>
        <Input maxLength={24} inputMode="numeric" autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={t('lawyer.phone')}>
        <Input type="tel" maxLength={20} />
      </Form.Item>
      <Form.Item name="specialities" label={t('lawyer.specialities')} extra={t('form.specialitiesHint')}>
        <Select mode="multiple" options={cases} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item name="admin" valuePropName="checked" extra={t('lawyer.adminHint')}>
        <Checkbox>{t('lawyer.adminBox')}</Checkbox>
      </Form.Item>
    </>
  );
}
