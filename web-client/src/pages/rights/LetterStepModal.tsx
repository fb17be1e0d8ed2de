import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { StepRightsLetterDocument, type RightsLetterFactsFragment, type RightsLetterStep } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { DateInput } from '@/shared/DateInput';
import { today } from '@/shared/day';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { ReasonField } from './fields';

interface Values {
  on?: string;
  number?: string;
  text?: string;
}

/** Says that a letter left with its number, what the department answered, or why it is taken back. */
export function LetterStepModal({ of, step, onClose }: { of: RightsLetterFactsFragment; step: RightsLetterStep; onClose: () => void }) {
  const { t } = useTranslation('rights');
  const label = useEnumLabel();
  const { written, chosen } = useRules();
  const [form] = Form.useForm<Values>();
  const state = useSubmit(StepRightsLetterDocument, {
    payload: (data) => data.stepRightsLetter,
    form,
    row: (payload) => payload.letter,
    rowToForm: () => ({}),
    onDone: onClose,
    success: t(`letter.step.${step}`),
  });
  const withdraws = step === 'WITHDRAW';
  const dayLabel = t(step === 'SEND' ? 'letter.sentDay' : 'letter.answeredDay');
  return (
    <FormModal<Values>
      open
      onClose={onClose}
      danger={withdraws}
      title={label('RightsLetterStep', step)}
      lead={of.title || of.recipient}
      okText={label('RightsLetterStep', step)}
      form={form}
      state={state}
      initialValues={withdraws ? undefined : { on: today() }}
      onFinish={(values) => void state.submit({ id: of.id, version: of.version, step, ...blanksToNull(values) })}
    >
      {!withdraws && (
        <Form.Item name="on" label={dayLabel} rules={chosen(dayLabel)}>
          <DateInput min={of.sentOn ?? undefined} max={today()} />
        </Form.Item>
      )}
      {step === 'SEND' && (
        <Form.Item name="number" label={t('letter.number')} rules={written(t('letter.number'))} extra={t('letter.numberHint')}>
          <Input maxLength={40} />
        </Form.Item>
      )}
      {step === 'ANSWER' && (
        <Form.Item name="text" label={t('letter.answer')} rules={written(t('letter.answer'))}>
          <Input.TextArea rows={4} maxLength={2000} />
        </Form.Item>
      )}
      {withdraws && <ReasonField name="text" />}
    </FormModal>
  );
}
