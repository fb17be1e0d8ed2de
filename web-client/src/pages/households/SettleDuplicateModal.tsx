import { Alert, Flex, Form, Input, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { SettleDuplicateDocument, type DuplicateDecision, type DuplicateFactsFragment } from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { DuplicateCompare } from './DuplicateCompare';

const wide = 920;

/** Compares both files and decides which one stays. */
export function SettleDuplicateModal({ claim, onClose }: { claim: DuplicateFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('households');
  const { chosen, written } = useRules();
  const decisions = useEnumOptions('DuplicateDecision');
  const [form] = Form.useForm<{ decision: DuplicateDecision; note: string }>();
  const state = useSubmit(SettleDuplicateDocument, {
    payload: (data) => data.settleDuplicate,
    form,
    row: (payload) => payload.claim,
    rowToForm: () => ({}),
    success: t('duplicates.done'),
    onDone: onClose,
  });
  return (
    <FormModal
      open
      onClose={onClose}
      title={t('duplicates.title')}
      width={wide}
      okText={t('duplicates.ok')}
      form={form}
      state={state}
      lead={
        <Flex vertical gap="middle">
          <Alert type="info" showIcon title={`${t('duplicates.reason')}：${claim.reason}`} />
          <DuplicateCompare claimant={claim.claimant} other={claim.other} />
        </Flex>
      }
      onFinish={(values) => void state.submit({ ...values, id: claim.id, version: claim.version })}
    >
      <Form.Item name="decision" label={t('duplicates.decision')} extra={t('duplicates.what')} rules={chosen(t('duplicates.decision'))}>
        <Radio.Group options={decisions} />
      </Form.Item>
      <Form.Item name="note" label={t('duplicates.note')} rules={written(t('duplicates.note'))}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}

/** The same comparison without a decision: for the union that raised it, and for settled ones. */
export function CompareModal({ claim, onClose }: { claim: DuplicateFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('households');
  return (
    <Modal open width={wide} title={t('duplicates.title')} footer={null} onCancel={onClose}>
      <DuplicateCompare claimant={claim.claimant} other={claim.other} />
    </Modal>
  );
}
