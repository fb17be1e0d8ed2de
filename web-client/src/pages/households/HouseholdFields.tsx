import { AutoComplete, Checkbox, Form, Input, InputNumber, Row, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import type { HardshipCause } from '@/gql/graphql';
import { DateInput } from '@/shared/DateInput';
import { today } from '@/shared/day';
import { useRules } from '@/shared/useRules';
import { MoneyInput } from '@/shared/MoneyInput';
import { Field, NeedsField } from './formParts';

/** Most secondary causes that union forms take. */
const mostOtherCauses = 3;

/** The facts that a survey takes anew. */
type Surveyed =
  | 'hukou' | 'housing' | 'population' | 'labourForce' | 'annualIncomePerHead' | 'annualRigidExpense'
  | 'tier' | 'mainCause' | 'otherCauses' | 'needyFile' | 'singleParentFemaleWorker' | 'needs';

interface SurveyedFields {
  /** Every fact has to be there, as in a record of a survey. */
  whole?: boolean;
  /** What stands below a field. */
  below?: (name: Surveyed) => ReactNode;
  /** 困难职工档案 follows an application and is only shown. */
  fileFollows?: boolean;
}

/** 住址与收入 */
export function HomeFields() {
  const { t } = useTranslation('households');
  const { written } = useRules();
  return (
    <>
      <Row gutter={16}>
        <Field name="address" label={t('field.address')} rules={written(t('field.address'))} half>
          <Input maxLength={200} autoComplete="off" />
        </Field>
        <Field name="divisionCode" label={t('field.divisionCode')}>
          <Input maxLength={12} inputMode="numeric" />
        </Field>
      </Row>
      <LivingFields />
    </>
  );
}

/** 户口、住房、人口与收支 */
export function LivingFields({ whole, below }: SurveyedFields) {
  const { t } = useTranslation('households');
  const { chosen } = useRules();
  const hukou = useEnumOptions('Hukou');
  const housing = useEnumOptions('Housing');
  return (
    <Row gutter={16}>
      <Field name="hukou" label={t('field.hukou')} rules={chosen(t('field.hukou'))} extra={below?.('hukou')}>
        <Select options={hukou} />
      </Field>
      <Field name="housing" label={t('field.housing')} rules={chosen(t('field.housing'))} extra={below?.('housing')}>
        <Select options={housing} />
      </Field>
      <Field name="population" label={t('field.population')} rules={chosen(t('field.population'))} extra={below?.('population')}>
        <InputNumber min={1} max={30} precision={0} suffix={t('unit.people')} style={{ width: '100%' }} />
      </Field>
      <Field
        name="labourForce"
        label={t('field.labourForce')}
        extra={below?.('labourForce')}
        dependencies={['population']}
        rules={[
          ...chosen(t('field.labourForce')),
          ({ getFieldValue }) => ({
            validator: async (_, value: number | null) => {
              const population = getFieldValue('population') as number | null;
              if (value && population && value > population) throw new Error(t('register.labourOverPopulation'));
            },
          }),
        ]}
      >
        <InputNumber min={0} max={30} precision={0} suffix={t('unit.people')} style={{ width: '100%' }} />
      </Field>
      <Field
        name="annualIncomePerHead"
        label={t('field.annualIncomePerHead')}
        rules={chosen(t('field.annualIncomePerHead'))}
        extra={below?.('annualIncomePerHead')}
      >
        <MoneyInput unit={t('unit.yuanYear')} />
      </Field>
      <Field
        name="annualRigidExpense"
        label={t('field.annualRigidExpense')}
        rules={whole ? chosen(t('field.annualRigidExpense')) : undefined}
        extra={below?.('annualRigidExpense')}
      >
        <MoneyInput unit={t('unit.yuanYear')} />
      </Field>
    </Row>
  );
}

/** 致困原因与需求 */
export function HardshipFields({ fileFollows }: Pick<SurveyedFields, 'fileFollows'>) {
  const { t } = useTranslation('households');
  return (
    <>
      <CauseFields fileFollows={fileFollows} />
      <Form.Item name="note" label={t('field.note')}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </>
  );
}

/** 困难类别、致困原因与需求 */
export function CauseFields({ whole, below, fileFollows }: SurveyedFields) {
  const { t } = useTranslation('households');
  const { chosen } = useRules();
  const form = Form.useFormInstance();
  const main = Form.useWatch<HardshipCause | undefined>('mainCause', form);
  const causes = useEnumOptions('HardshipCause');
  const tiers = useEnumOptions('HardshipTier');
  const files = useEnumOptions('NeedyFileState');
  return (
    <Row gutter={16}>
      <Field name="tier" label={t('field.tier')} rules={chosen(t('field.tier'))} extra={below?.('tier')}>
        <Select options={tiers} />
      </Field>
      <Field name="mainCause" label={t('field.mainCause')} rules={chosen(t('field.mainCause'))} extra={below?.('mainCause')}>
        <Select options={causes} showSearch={{ optionFilterProp: 'label' }} />
      </Field>
      <Field name="otherCauses" label={t('field.otherCauses')} extra={below?.('otherCauses')}>
        <Select mode="multiple" maxCount={mostOtherCauses} options={causes.filter((one) => one.value !== main)} showSearch={{ optionFilterProp: 'label' }} />
      </Field>
      <Field name="needyFile" label={t('field.needyFile')} rules={whole ? chosen(t('field.needyFile')) : undefined} extra={fileFollows ? t('edit.needyFileFollows') : below?.('needyFile')}>
        <Select allowClear={!whole} disabled={fileFollows} options={files} />
      </Field>
      <Field
        name="singleParentFemaleWorker"
        label={t('field.singleParentFemaleWorker')}
        valuePropName="checked"
        extra={below?.('singleParentFemaleWorker')}
      >
        <Checkbox>{t('field.singleParentFemaleWorker')}</Checkbox>
      </Field>
      <Field name="needs" label={t('field.needs')} extra={below?.('needs')} wide>
        <NeedsField />
      </Field>
    </Row>
  );
}

/** 授权同意 */
export function ConsentFields() {
  const { t } = useTranslation('households');
  const usual = [t('consent.forms.0'), t('consent.forms.1'), t('consent.forms.2')];
  return (
    <Row gutter={16}>
      <Field name="consentOn" label={t('field.consentOn')} extra={t('consent.hint')}>
        <DateInput max={today()} />
      </Field>
      <Field name="consentForm" label={t('field.consentForm')} extra={t('consent.formHint')}>
        <AutoComplete options={usual.map((value) => ({ value }))} />
      </Field>
    </Row>
  );
}
