import { Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { CancelRightsRecoveryDocument, RecordRightsRecoveryDocument, type RightsCaseFactsFragment, type RightsRecoveryFactsFragment } from '@/gql/graphql';
import { AmountField } from '@/pages/funds/fields';
import { blanksToNull } from '@/shared/blanks';
import { DateInput } from '@/shared/DateInput';
import { today } from '@/shared/day';
import { FormModal } from '@/shared/FormModal';
import { formatDate, formatMoney } from '@/shared/format';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { ReasonField } from './fields';

interface Values {
  on: string;
  amount: string;
  workers: number;
  note?: string;
}

/** Writes down that money came to the workers. */
export function RecoverModal({ of, onClose }: { of: RightsCaseFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('rights');
  const { chosen } = useRules();
  const [form] = Form.useForm<Values>();
  const state = useSubmit(RecordRightsRecoveryDocument, {
    payload: (data) => data.recordRightsRecovery,
    form,
    row: (payload) => payload.case,
    rowToForm: () => ({}),
    onDone: onClose,
    success: t('recovery.recorded'),
  });
  return (
    <FormModal<Values>
      open
      onClose={onClose}
      title={t('recovery.record')}
      lead={t('recovery.what')}
      okText={t('recovery.record')}
      form={form}
      state={state}
      initialValues={{ on: today(), workers: of.workersConcerned }}
      onFinish={({ on, amount, workers, note }) => void state.submit({ caseId: of.id, version: of.version, on, amount, workers, ...blanksToNull({ note }) })}
    >
      <Form.Item name="on" label={t('recovery.on')} rules={chosen(t('recovery.on'))}>
        <DateInput min={of.reportedOn} max={today()} />
      </Form.Item>
      <AmountField />
      <Form.Item name="workers" label={t('recovery.workers')} rules={chosen(t('recovery.workers'))}>
        <InputNumber min={1} max={of.workersConcerned} precision={0} suffix={t('peopleUnit')} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="note" label={t('recovery.note')}>
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}

/** Takes back what was written down by mistake; it stays to be read. */
export function CancelRecoveryModal({ of, recovery, onClose }: { of: RightsCaseFactsFragment; recovery: RightsRecoveryFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('rights');
  const [form] = Form.useForm<{ reason: string }>();
  const state = useSubmit(CancelRightsRecoveryDocument, {
    payload: (data) => data.cancelRightsRecovery,
    form,
    row: (payload) => payload.case,
    rowToForm: () => ({}),
    onDone: onClose,
    success: t('recovery.cancelled'),
  });
  return (
    <FormModal<{ reason: string }>
      open
      onClose={onClose}
      danger
      title={t('recovery.cancel')}
      lead={t('recovery.cancelWhat', { day: formatDate(recovery.on), amount: formatMoney(recovery.amount) })}
      okText={t('recovery.cancel')}
      form={form}
      state={state}
      onFinish={({ reason }) => void state.submit({ id: recovery.id, caseId: of.id, version: of.version, reason: reason.trim() })}
    >
      <ReasonField />
    </FormModal>
  );
}
