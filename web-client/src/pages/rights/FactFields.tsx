import { Alert, Input, InputNumber, Row, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel, useEnumOptions } from '@/app/i18n/useEnumLabel';
import type { RightsCaseKindsQuery, RightsFact } from '@/gql/graphql';
import { Field } from '@/pages/households/formParts';
import { DateInput } from '@/shared/DateInput';
import { today } from '@/shared/day';
import { MoneyInput } from '@/shared/MoneyInput';
import { useRules } from '@/shared/useRules';
import { controlOf, factKey } from './facts';
import { MonthInput } from './MonthInput';

type KindInfo = RightsCaseKindsQuery['rightsCaseKinds'][number];

/** The facts that a kind of case asks for; what is typed for one kind waits should one come back to it. */
export function FactFields({ of }: { of: KindInfo | undefined }) {
  const { t } = useTranslation('rights');
  const label = useEnumLabel();
  const { chosen, written } = useRules();
  if (!of) return <Skeleton active title={false} />;
  if (of.facts.length === 0) return <Alert type="info" showIcon title={t('form.noFacts')} />;
  return (
    <Row gutter={16}>
      {of.facts.map(({ fact, required }) => {
        const name = label('RightsFact', fact);
        const rules = required ? (controlOf(fact) === 'text' ? written(name) : chosen(name)) : undefined;
        return (
          <Field key={fact} name={['facts', factKey(fact)]} label={name} rules={rules} extra={fact === 'KNOWN_ON' ? t('form.knownOnHint') : undefined}>
            <FactControl fact={fact} />
          </Field>
        );
      })}
    </Row>
  );
}

/** The control of a fact; it takes the field's own properties. */
function FactControl({ fact, ...field }: { fact: RightsFact; id?: string; value?: never; onChange?: (value: unknown) => void }) {
  const { t } = useTranslation('rights');
  const recognitions = useEnumOptions('WorkInjuryRecognition');
  const insurances = useEnumOptions('SocialInsurance');
  switch (controlOf(fact)) {
    case 'month':
      return <MonthInput {...field} />;
    case 'money':
      return <MoneyInput {...field} unit={t('yuan')} />;
    case 'text':
      if (fact === 'INJURY') return <Input.TextArea {...field} autoSize={{ maxRows: 6 }} maxLength={300} />;
      return <Input {...field} maxLength={60} autoComplete="off" />;
    case 'grade':
      return <InputNumber {...field} min={1} max={10} precision={0} suffix={t('fact.gradeUnit')} style={{ width: '100%' }} />;
    case 'hours':
      return <InputNumber {...field} min={0} max={9999} precision={0} suffix={t('fact.hoursUnit')} style={{ width: '100%' }} />;
    case 'recognition':
      return <Select {...field} allowClear options={recognitions} />;
    case 'insurances':
      return <Select {...field} mode="multiple" options={insurances} />;
    case 'date':
      // The time to perform may still run.
      return <DateInput {...field} max={fact === 'EFFECTIVE_ON' ? undefined : today()} />;
  }
}
