import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { StepAllocationDocument, type AllocationFactsFragment, type AllocationStep } from '@/gql/graphql';
import { formatMoney } from '@/shared/format';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';
import { ReasonField } from './fields';

/** Steps that take a reason, as the server has it. */
const withReason: readonly AllocationStep[] = ['REFUSE', 'RECALL'];

/** Steps that undo what somebody wanted. */
export const undoes: readonly AllocationStep[] = ['CANCEL', 'REFUSE', 'RECALL'];

/** Takes a step of an allocation: what it means for the money, and the reason where one is asked for. */
export function StepModal(props: { allocation: AllocationFactsFragment; step: AllocationStep; onClose: () => void }) {
  const { t } = useTranslation('funds');
  const label = useEnumLabel();
  const { allocation, step } = props;
  const [form] = Form.useForm<{ reason?: string }>();
  const state = useSubmit(StepAllocationDocument, {
    payload: (data) => data.stepAllocation,
    form,
    row: (payload) => payload.allocation,
    rowToForm: () => ({}),
    onDone: props.onClose,
    success: t(`step.${step}.done`),
  });
  const other = allocation.steps.includes('RECEIVE') ? allocation.from : allocation.to;
  return (
    <FormModal<{ reason?: string }>
      open
      onClose={props.onClose}
      danger={undoes.includes(step)}
      title={`${label('AllocationStep', step)}：${other?.name ?? ''} ${formatMoney(allocation.amount)}`}
      lead={t(`step.${step}.what`)}
      okText={label('AllocationStep', step)}
      form={form}
      state={state}
      onFinish={({ reason }) => void state.submit({ id: allocation.id, version: allocation.version, step, reason: reason?.trim() || null })}
    >
      {withReason.includes(step) && <ReasonField />}
    </FormModal>
  );
}
