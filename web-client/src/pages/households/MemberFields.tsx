import { Checkbox, Collapse, Form, Input, Row, Select, type FormInstance } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel, useEnumOptions } from '@/app/i18n/useEnumLabel';
import { DateInput } from '@/shared/DateInput';
import { today } from '@/shared/day';
import { useRules } from '@/shared/useRules';
import type { FieldName } from '@/shared/userErrors';
import { YesNoSelect } from '@/shared/YesNoSelect';
import { DuplicateOffer } from './DuplicateOffer';
import { MoneyInput } from '@/shared/MoneyInput';
import { Field } from './formParts';
import { cleanIdNumber, isMasked, readIdNumber } from './idNumber';
import { kin } from './kinship';

interface MemberFieldsProps {
  /** Where the member stands in the form: `['member']`, or `['members', 2]`. */
  path: FieldName;
  /** The same for Form.Item: inside of a Form.List without the list's own name. */
  at: FieldName;
  /** The head has no relation to choose. */
  head: boolean;
  /** The server found another file of this person. */
  duplicate: boolean;
  /** True when another row of the form has this number. */
  takenTwice?: (idNumber: string) => boolean;
}

/** All facts of one member. The identity number fills birth date and sex. */
export function MemberFields(props: MemberFieldsProps) {
  const { t } = useTranslation('households');
  const form = Form.useFormInstance();
  const { written, chosen } = useRules();
  const relations = useEnumOptions('Relation', kin);
  const sexes = useEnumOptions('Sex');
  const health = useEnumOptions('Health');
  const education = useEnumOptions('Education');
  const at = (field: string) => [...props.at, field];
  const migrant = Form.useWatch<boolean | undefined>([...props.path, 'migrantWorker'], form);
  const fromId = useIdFacts(props.path, form);

  return (
    <>
      {props.duplicate && <DuplicateOffer name={at('duplicateReason')} path={[...props.path, 'duplicateReason']} />}
      <Row gutter={16}>
        <Field name={at('name')} label={t('member.name')} rules={written(t('member.name'))}>
          <Input maxLength={50} autoComplete="off" />
        </Field>
        <IdNumberField {...props} />
        {!props.head && (
          <Field name={at('relation')} label={t('member.relation')} rules={chosen(t('member.relation'))}>
            <Select options={relations} />
          </Field>
        )}
        <Field name={at('sex')} label={t('member.sex')} rules={chosen(t('member.sex'))}>
          <Select options={sexes} disabled={Boolean(fromId)} />
        </Field>
        <Field name={at('birthDate')} label={t('member.birthDate')}>
          <DateInput max={today()} disabled={Boolean(fromId)} />
        </Field>
        <Field name={at('phone')} label={t('member.phone')}>
          <Input type="tel" maxLength={20} autoComplete="off" />
        </Field>
        <Field name={at('health')} label={t('member.health')} rules={chosen(t('member.health'))}>
          <Select options={health} />
        </Field>
        <Field name={at('education')} label={t('member.education')} rules={chosen(t('member.education'))}>
          <Select options={education} />
        </Field>
        <Field name={at('migrantWorker')} label={t('member.work')} valuePropName="checked">
          <Checkbox>{t('member.migrantWorker')}</Checkbox>
        </Field>
      </Row>
      {migrant && <WorkFields at={at} />}
      <Collapse
        ghost
        size="small"
        items={[{ key: 'more', label: t('register.more'), forceRender: true, children: <FurtherFields at={at} /> }]}
      />
    </>
  );
}

function useIdFacts(path: FieldName, form: FormInstance) {
  const idNumber = Form.useWatch<string | undefined>([...path, 'idNumber'], form);
  const reading = idNumber ? readIdNumber(idNumber) : null;
  return reading?.ok ? reading.facts : null;
}

function IdNumberField(props: MemberFieldsProps) {
  const { t } = useTranslation('households');
  const label = useEnumLabel();
  const form = Form.useFormInstance();
  const facts = useIdFacts(props.path, form);

  const fill = (text: string) => {
    const reading = readIdNumber(text);
    if (!reading.ok) return;
    form.setFieldValue([...props.path, 'birthDate'], reading.facts.birthDate);
    form.setFieldValue([...props.path, 'sex'], reading.facts.sex);
  };
  const problems = { length: t('member.idLength'), checksum: t('member.idChecksum'), date: t('member.idDate') };
  const check = async (_: unknown, text: string | undefined) => {
    if (!text || isMasked(text)) return;
    const reading = readIdNumber(text);
    if (!reading.ok) throw new Error(problems[reading.problem]);
    if (props.takenTwice?.(cleanIdNumber(text))) throw new Error(t('member.idTwice'));
  };
  return (
    <Field
      name={[...props.at, 'idNumber']}
      label={t('member.idNumber')}
      normalize={(text: string) => (isMasked(text) ? text : cleanIdNumber(text))}
      validateTrigger="onBlur"
      rules={[{ validator: check }]}
      extra={facts ? t('member.idRead', { birth: facts.birthDate, sex: label('Sex', facts.sex), age: facts.age }) : t('member.idHint')}
    >
      <Input maxLength={21} autoComplete="off" onChange={(event) => fill(event.target.value)} />
    </Field>
  );
}

function WorkFields(props: { at: (field: string) => FieldName }) {
  const { t } = useTranslation('households');
  const { at } = props;
  return (
    <Row gutter={16}>
      <Field name={at('employer')} label={t('member.employer')}>
        <Input maxLength={100} />
      </Field>
      <Field name={at('workPlace')} label={t('member.workPlace')}>
        <Input maxLength={100} />
      </Field>
      <Field name={at('trade')} label={t('member.trade')}>
        <Input maxLength={50} />
      </Field>
      <Field name={at('monthlyWage')} label={t('member.monthlyWage')}>
        <MoneyInput unit={t('unit.yuanMonth')} />
      </Field>
      <Field name={at('contractSigned')} label={t('member.contractSigned')}>
        <YesNoSelect />
      </Field>
      <Field name={at('socialInsurance')} label={t('member.socialInsurance')}>
        <YesNoSelect />
      </Field>
      <Field name={at('unionMember')} label={t('member.unionMember')}>
        <YesNoSelect />
      </Field>
    </Row>
  );
}

function FurtherFields(props: { at: (field: string) => FieldName }) {
  const { t } = useTranslation('households');
  const wishes = useEnumOptions('Wish');
  const levels = useEnumOptions('SchoolLevel');
  const { at } = props;
  return (
    <Row gutter={16}>
      <Field name={at('ethnicity')} label={t('member.ethnicity')}>
        <Input maxLength={20} />
      </Field>
      <Field name={at('schoolLevel')} label={t('member.schoolLevel')}>
        <Select allowClear options={levels} />
      </Field>
      <Field name={at('school')} label={t('member.school')}>
        <Input maxLength={100} />
      </Field>
      <Field name={at('grade')} label={t('member.grade')}>
        <Input maxLength={20} />
      </Field>
      <Field name={at('wish')} label={t('member.wish')}>
        <Select allowClear options={wishes} />
      </Field>
      <Field name={at('skills')} label={t('member.skills')} half>
        <Input maxLength={200} />
      </Field>
    </Row>
  );
}
