import { Checkbox, Flex, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '@/shared/MoneyInput';
import { useRules } from '@/shared/useRules';
import { YesNoSelect } from '@/shared/YesNoSelect';
import type { Question } from './answers';

/** So many options are read at a glance; more of them open as a list. */
const atAGlance = 6;

const forThumbs = { minHeight: 40, alignItems: 'center' } as const;
const wrapped = { display: 'flex', flexWrap: 'wrap', columnGap: 16 } as const;

/** The questions of the round, each by its kind. */
export function AnswerFields(props: { questions: readonly Question[] }) {
  const { chosen } = useRules();
  return (
    <Flex vertical>
      {props.questions.map((one) => (
        <Form.Item key={one.code} name={['answers', one.code]} label={one.label} extra={one.help} rules={one.required ? chosen(one.label) : undefined}>
          {field(one)}
        </Form.Item>
      ))}
    </Flex>
  );
}

/** The element itself stands in the Form.Item, which gives it its id, value and change. */
function field(question: Question) {
  const options = question.options.map((one) => ({ value: one.code, label: one.label, style: forThumbs }));
  switch (question.kind) {
    case 'TEXT':
      return <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={1000} />;
    case 'NUMBER':
      return <InputNumber controls={false} inputMode="decimal" style={{ width: '100%', maxWidth: 320 }} />;
    case 'MONEY':
      return <Yuan />;
    case 'YES_NO':
      return question.required ? <YesNoRadios label={question.label} /> : <YesNoSelect />;
    case 'SINGLE_CHOICE':
      return question.required && options.length <= atAGlance ? <Radio.Group aria-label={question.label} options={options} style={wrapped} /> : <Select allowClear={!question.required} options={options} />;
    case 'MULTIPLE_CHOICE':
      return <Checkbox.Group aria-label={question.label} options={options} style={wrapped} />;
  }
}

function Yuan(props: { id?: string; value?: string | null; onChange?: (amount: string | null) => void }) {
  const { t } = useTranslation('surveys');
  return <MoneyInput {...props} unit={t('question.yuan')} />;
}

function YesNoRadios(props: { label: string; id?: string; value?: boolean; onChange?: (value: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      aria-label={props.label}
      id={props.id}
      value={props.value}
      onChange={(event) => props.onChange?.(event.target.value as boolean)}
      optionType="button"
      buttonStyle="solid"
      options={[
        { value: true, label: t('yes') },
        { value: false, label: t('no') },
      ]}
    />
  );
}
