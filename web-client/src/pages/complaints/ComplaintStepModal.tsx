import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { StepAidComplaintDocument, type AidComplaintStep, type ComplaintFactsFragment } from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';

interface Values {
  answer?: string;
  upheld?: boolean;
}

/** Fewest characters of an answer, and of why it goes to the union above, as the server has it. */
const answerLength = 5;

/** Takes a step of a complaint: accepts it, answers it, takes it to the union above, or ends it. */
export function ComplaintStepModal(props: { of: ComplaintFactsFragment; step: AidComplaintStep; onClose: () => void }) {
  const { t } = useTranslation('complaints');
  const label = useEnumLabel();
  const { chosen } = useRules();
  const { of, step } = props;
  const [form] = Form.useForm<Values>();
  const answers = step === 'ANSWER';
  const written = answers || step === 'APPEAL';
  const state = useSubmit(StepAidComplaintDocument, {
    payload: (data) => data.stepAidComplaint,
    form,
    row: (payload) => payload.complaint,
    rowToForm: () => ({}),
    onDone: props.onClose,
    success: t(`step.${step}.done`),
  });
  return (
    <FormModal<Values>
      open
      onClose={props.onClose}
      title={label('AidComplaintStep', step)}
      lead={t(`step.${step}.what`)}
      okText={label('AidComplaintStep', step)}
      form={form}
      state={state}
      onFinish={({ answer, upheld }) => void state.submit({ id: of.id, version: of.version, step, answer: answer?.trim() || null, upheld: upheld ?? null })}
    >
      {answers && (
        <Form.Item name="upheld" label={t('result')} rules={chosen(t('result'))}>
          <Radio.Group
            options={[
              { value: false, label: t('notUpheld') },
              { value: true, label: t('upheld') },
            ]}
          />
        </Form.Item>
      )}
      {written && (
        <Form.Item
          name="answer"
          label={t(answers ? 'answer' : 'why')}
          extra={answers ? t('answerHint') : undefined}
          rules={[{ required: true, whitespace: true, min: answerLength, message: t('answerShort', { n: answerLength }) }]}
        >
          <Input.TextArea rows={4} maxLength={500} />
        </Form.Item>
      )}
    </FormModal>
  );
}
