import { Alert, Flex, Form, Input, Radio, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import {
  AddMeasureDocument,
  CompleteMeasureDocument,
  DropMeasureDocument,
  type AddMeasureInput,
  type CompleteMeasureInput,
  type MeasureFactsFragment,
} from '@/gql/graphql';
import { Attachments } from '@/shared/attachments/Attachments';
import { blanksToNull } from '@/shared/blanks';
import { DateInput } from '@/shared/DateInput';
import { today } from '@/shared/day';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';

interface Dialogue {
  open: boolean;
  onClose: () => void;
}

/** Promises a measure outside of a visit. */
export function AddMeasureModal({ householdId, open, onClose }: Dialogue & { householdId: string }) {
  const { t } = useTranslation('visits');
  const { written, chosen } = useRules();
  const needs = useEnumOptions('Need');
  const [form] = Form.useForm<Omit<AddMeasureInput, 'householdId'>>();
  const state = useSubmit(AddMeasureDocument, {
    payload: (data) => data.addMeasure,
    form,
    success: t('measure.added'),
    onDone: onClose,
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('measure.addTitle')}
      okText={t('measure.add')}
      form={form}
      state={state}
      onFinish={(values) => void state.submit(blanksToNull({ ...values, householdId }))}
    >
      <Form.Item name="text" label={t('measure.text')} rules={written(t('measure.text'))}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="need" label={t('measure.need')}>
        <Select allowClear options={needs} />
      </Form.Item>
      <Form.Item name="dueOn" label={t('measure.dueOn')} rules={chosen(t('measure.dueOn'))}>
        <DateInput min={today()} />
      </Form.Item>
    </FormModal>
  );
}

/** Closes a promise: by papers, by the code that the family tells, or by their word. */
export function CompleteMeasureModal({ measure, open, onClose }: Dialogue & { measure: MeasureFactsFragment }) {
  const { t } = useTranslation('visits');
  const { written, chosen } = useRules();
  const { t: attached } = useTranslation('attachments');
  const proofs = useEnumOptions('MeasureProof');
  const [form] = Form.useForm<Omit<CompleteMeasureInput, 'id' | 'version'>>();
  const proof = Form.useWatch('proof', form);
  const state = useSubmit(CompleteMeasureDocument, {
    payload: (data) => data.completeMeasure,
    form,
    row: (payload) => payload.measure,
    rowToForm: () => ({}),
    success: t('measure.completed'),
    onDone: onClose,
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('measure.completeTitle')}
      lead={<Typography.Text strong>{measure.text}</Typography.Text>}
      okText={t('measure.complete')}
      form={form}
      state={state}
      initialValues={{ doneOn: today() }}
      onFinish={(values) => void state.submit(blanksToNull({ ...values, id: measure.id, version: measure.version }))}
    >
      <Form.Item name="proof" label={t('measure.proof')} rules={chosen(t('measure.proof'))}>
        <Radio.Group options={proofs} />
      </Form.Item>
      {proof === 'FAMILY_CODE' && (
        <Form.Item name="code" label={t('measure.code')} extra={t('measure.codeHint')} rules={written(t('measure.code'))}>
          <Input maxLength={20} autoComplete="off" />
        </Form.Item>
      )}
      {proof === 'DOCUMENT' && (
        <Form.Item label={attached('proof.label')}>
          <Attachments subject={{ measureId: measure.id }} attachments={measure.attachments} editable label={attached('proof.label')} />
        </Form.Item>
      )}
      <Form.Item name="doneOn" label={t('measure.doneOn')} rules={chosen(t('measure.doneOn'))}>
        <DateInput max={today()} />
      </Form.Item>
      <Form.Item name="note" label={t('measure.note')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}

export function DropMeasureModal({ measure, open, onClose }: Dialogue & { measure: MeasureFactsFragment }) {
  const { t } = useTranslation('visits');
  const { written } = useRules();
  const [form] = Form.useForm<{ reason: string }>();
  const state = useSubmit(DropMeasureDocument, {
    payload: (data) => data.dropMeasure,
    form,
    row: (payload) => payload.measure,
    rowToForm: () => ({}),
    success: t('measure.dropped'),
    onDone: onClose,
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('measure.dropTitle')}
      lead={
        <Flex vertical gap="small">
          <Typography.Text strong>{measure.text}</Typography.Text>
          <Alert type="warning" showIcon title={t('measure.dropWhat')} />
        </Flex>
      }
      okText={t('measure.dropTitle')}
      form={form}
      state={state}
      onFinish={(values) => void state.submit({ ...values, id: measure.id, version: measure.version })}
    >
      <Form.Item name="reason" label={t('measure.dropReason')} rules={written(t('measure.dropReason'))}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}
