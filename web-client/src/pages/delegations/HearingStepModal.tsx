import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { StepHearingDocument, type HearingFactsFragment, type HearingStep } from '@/gql/graphql';
import { ReasonField, reasonLength } from '@/pages/rights/fields';
import { FormModal } from '@/shared/FormModal';
import { formatDateTime } from '@/shared/format';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';

/** Says what came of a hearing, or that it does not take place. */
export function HearingStepModal({ of, step, onClose }: { of: HearingFactsFragment; step: HearingStep; onClose: () => void }) {
  const { t } = useTranslation('delegations');
  const label = useEnumLabel();
  const { written } = useRules();
  const [form] = Form.useForm<{ text: string }>();
  const key = step === 'HOLD' ? 'hold' : 'cancel';
  const state = useSubmit(StepHearingDocument, {
    payload: (data) => data.stepHearing,
    form,
    row: (payload) => payload.hearing,
    rowToForm: () => ({}),
    onDone: onClose,
    success: t(`hearing.${key}.done`),
  });
  return (
    <FormModal<{ text: string }>
      open
      onClose={onClose}
      danger={step === 'CANCEL'}
      title={[label('HearingStep', step), label('HearingKind', of.kind), formatDateTime(of.startsAt)].join(' · ')}
      lead={t(`hearing.${key}.what`)}
      okText={label('HearingStep', step)}
      form={form}
      state={state}
      onFinish={({ text }) => void state.submit({ id: of.id, version: of.version, step, text: text.trim() })}
    >
      {step === 'CANCEL' ? (
        <ReasonField name="text" />
      ) : (
        <Form.Item name="text" label={t('hearing.result')} rules={[...written(t('hearing.result')), { min: reasonLength, message: t('step.wordsShort', { n: reasonLength }) }]}>
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      )}
    </FormModal>
  );
}
