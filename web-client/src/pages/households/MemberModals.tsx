import { Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  AddMemberDocument,
  RemoveMemberDocument,
  UpdateMemberDocument,
  type HouseholdAnswerFragment,
  type HouseholdFactsFragment,
  type MemberFactsFragment,
} from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { fromMember, toMemberInput, type MemberValues } from './householdForm';
import { MemberFields } from './MemberFields';

const wide = 860;

/** The form holds the member's facts by themselves; the input has them under `member`. */
function atTheFields(payload: HouseholdAnswerFragment): HouseholdAnswerFragment {
  return {
    ...payload,
    errors: payload.errors.map((one) => ({ ...one, path: one.path.filter((part) => part !== 'member') })),
  };
}

export function AddMemberModal({ household, onClose }: { household: HouseholdFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('households');
  const [form] = Form.useForm<MemberValues>();
  const [duplicate, setDuplicate] = useState(false);
  const state = useSubmit(AddMemberDocument, {
    payload: (data) => atTheFields(data.addMember),
    form,
    row: (payload) => payload.household,
    rowToForm: () => ({}),
    onRefused: (errors) => setDuplicate(errors.some((one) => one.code === 'DUPLICATE')),
    onDone: onClose,
  });
  return (
    <FormModal<MemberValues>
      open
      onClose={onClose}
      title={t('members.addTitle')}
      okText={t('members.add')}
      width={wide}
      form={form}
      state={state}
      initialValues={{ migrantWorker: false }}
      onFinish={(values) => void state.submit({ householdId: household.id, version: household.version, member: toMemberInput(values) })}
    >
      <MemberFields at={[]} path={[]} head={false} duplicate={duplicate} />
    </FormModal>
  );
}

export function EditMemberModal({ member, onClose }: { member: MemberFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('households');
  const { t: common } = useTranslation();
  const [form] = Form.useForm<MemberValues>();
  const [duplicate, setDuplicate] = useState(false);
  const state = useSubmit(UpdateMemberDocument, {
    payload: (data) => atTheFields(data.updateMember),
    form,
    row: (payload) => payload.household?.members.find((one) => one.id === member.id),
    rowToForm: (row: MemberFactsFragment) => fromMember(row),
    onRefused: (errors) => setDuplicate(errors.some((one) => one.code === 'DUPLICATE')),
    onDone: onClose,
  });
  return (
    <FormModal<MemberValues>
      open
      onClose={onClose}
      title={t('members.editTitle')}
      lead={t('members.idKept')}
      okText={common('actions.save')}
      width={wide}
      form={form}
      state={state}
      initialValues={fromMember(member)}
      onFinish={(values) =>
        void state.submit({
          id: member.id,
          version: member.version,
          // Folded or hidden fields keep what is on record.
          member: toMemberInput({ ...fromMember(member), ...values }),
        })
      }
    >
      <MemberFields at={[]} path={[]} head={member.relation === 'SELF'} duplicate={duplicate} />
    </FormModal>
  );
}

export function RemoveMemberModal({ member, onClose }: { member: MemberFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('households');
  const { written } = useRules();
  const [form] = Form.useForm<{ reason: string }>();
  const state = useSubmit(RemoveMemberDocument, {
    payload: (data) => data.removeMember,
    form,
    row: (payload) => payload.household?.members.find((one) => one.id === member.id),
    rowToForm: () => ({}),
    onDone: onClose,
  });
  return (
    <FormModal
      open
      onClose={onClose}
      title={t('members.removeTitle', { name: member.name })}
      lead={t('members.removeWhat')}
      danger
      okText={t('members.remove')}
      form={form}
      state={state}
      onFinish={(values) => void state.submit({ ...values, id: member.id, version: member.version })}
    >
      <Form.Item name="reason" label={t('members.removeReason')} rules={written(t('members.removeReason'))}>
        <Input maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}
