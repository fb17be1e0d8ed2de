import { Form, Input, Radio, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmployerPicker } from '@/pages/employers/EmployerPicker';
import { Field } from '@/pages/households/formParts';
import { useRules } from '@/shared/useRules';
import type { Opponent } from './caseForm';

/** Against whom a case is, 用人单位 or 自然人, and where it happened. */
export function OpponentFields() {
  const { t } = useTranslation('rights');
  const { t: households } = useTranslation('households');
  const { written, chosen } = useRules();
  const form = Form.useFormInstance();
  const opponent = Form.useWatch<Opponent | undefined>('opponent', form) ?? 'EMPLOYER';
  return (
    <>
      <Form.Item name="opponent" label={t('field.opponent')}>
        <Radio.Group options={(['EMPLOYER', 'PERSON'] as const).map((value) => ({ value, label: t(`opponent.${value}`) }))} />
      </Form.Item>
      {opponent === 'EMPLOYER' ? (
        <Form.Item name="employerId" label={t('field.employer')} rules={chosen(t('field.employer'))} extra={t('form.employerHint')}>
          <EmployerPicker
            addable
            onPicked={({ divisionCode }) => {
              if (divisionCode && !form.isFieldTouched('placeCode')) form.setFieldValue('placeCode', divisionCode);
            }}
          />
        </Form.Item>
      ) : (
        <Form.Item name="respondent" label={t('field.respondent')} rules={written(t('field.respondent'))} extra={t('form.respondentHint')}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
      )}
      <Row gutter={16}>
        <Field name="placeCode" label={households('field.divisionCode')} rules={written(households('field.divisionCode'))} extra={t('form.placeCodeHint')}>
          <Input maxLength={12} inputMode="numeric" />
        </Field>
        <Field name="placeText" label={t('field.place')} extra={t('form.placeHint')}>
          <Input maxLength={100} />
        </Field>
        <Field name="site" label={t('field.site')} extra={t('form.siteHint')}>
          <Input maxLength={60} />
        </Field>
      </Row>
    </>
  );
}
