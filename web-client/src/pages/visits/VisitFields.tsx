import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Flex, Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { NeedsField } from '@/pages/households/formParts';
import { DateInput } from '@/shared/DateInput';
import { today } from '@/shared/day';
import { useRules } from '@/shared/useRules';

const wrapped = { display: 'flex', flexWrap: 'wrap', columnGap: 16 } as const;

/** Each choice as tall as a thumb needs. */
const forThumbs = <V,>(options: { value: V; label: string }[]) =>
  options.map((one) => ({ ...one, style: { minHeight: 44, alignItems: 'center' } }));

/** When, how, why, and whether somebody was met. */
export function MeetingFields() {
  const { t } = useTranslation('visits');
  const { chosen } = useRules();
  const kinds = useEnumOptions('VisitKind');
  const purposes = useEnumOptions('VisitPurpose');
  const form = Form.useFormInstance();
  const met = Form.useWatch<boolean | undefined>('met', form);
  return (
    <>
      <Form.Item name="visitedOn" label={t('field.visitedOn')} rules={chosen(t('field.visitedOn'))}>
        <DateInput max={today()} />
      </Form.Item>
      <Form.Item name="kind" label={t('field.kind')} rules={chosen(t('field.kind'))}>
        <Radio.Group options={forThumbs(kinds)} style={wrapped} />
      </Form.Item>
      <Form.Item name="purpose" label={t('field.purpose')} rules={chosen(t('field.purpose'))}>
        <Radio.Group options={forThumbs(purposes)} style={wrapped} />
      </Form.Item>
      <Form.Item name="met" label={t('field.met')} rules={chosen(t('field.met'))}>
        <Radio.Group
          optionType="button"
          buttonStyle="solid"
          size="large"
          block
          options={[
            { value: true, label: t('field.metYes') },
            { value: false, label: t('field.metNo') },
          ]}
        />
      </Form.Item>
      {met === false && (
        <Form.Item>
          <Alert type="info" showIcon title={t('record.notMet')} />
        </Form.Item>
      )}
      {met && (
        <Form.Item name="metWhom" label={t('field.metWhom')}>
          <Input maxLength={100} />
        </Form.Item>
      )}
      <Form.Item name="place" label={t('field.place')}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  );
}

/** What was seen, claimed and needed. */
export function FindingFields() {
  const { t } = useTranslation('visits');
  return (
    <>
      <Form.Item name="observed" label={t('field.observed')}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={4000} />
      </Form.Item>
      <Form.Item name="claims" label={t('field.claims')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 12 }} maxLength={4000} />
      </Form.Item>
      <Form.Item name="needs" label={t('field.needs')}>
        <NeedsField label={t('field.needs')} />
      </Form.Item>
    </>
  );
}

/** What the cadre promises, each with a due date. */
export function PromiseFields() {
  const { t } = useTranslation('visits');
  const { written, chosen } = useRules();
  const needs = useEnumOptions('Need');
  return (
    <Form.List name="measures">
      {(fields, { add, remove }) => (
        <Flex vertical gap="middle">
          {fields.map((field) => (
            <Card
              key={field.key}
              size="small"
              type="inner"
              title={`${t('measure.text')} ${field.name + 1}`}
              extra={
                <Button size="small" icon={<DeleteOutlined />} onClick={() => remove(field.name)}>
                  {t('record.removePromise')}
                </Button>
              }
            >
              <Form.Item name={[field.name, 'text']} label={t('record.promiseText')} rules={written(t('measure.text'))}>
                <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
              </Form.Item>
              <Form.Item name={[field.name, 'need']} label={t('measure.need')}>
                <Select allowClear options={needs} />
              </Form.Item>
              <Form.Item name={[field.name, 'dueOn']} label={t('measure.dueOn')} rules={chosen(t('measure.dueOn'))}>
                <DateInput min={today()} />
              </Form.Item>
            </Card>
          ))}
          <Button block size="large" icon={<PlusOutlined />} onClick={() => add({})}>
            {fields.length === 0 ? t('record.firstPromise') : t('record.promise')}
          </Button>
        </Flex>
      )}
    </Form.List>
  );
}
