import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import {
  EndStaffDocument,
  IssuePasswordResetDocument,
  SetRolesDocument,
  UpdateStaffDocument,
  type Role,
  type StaffFactsFragment,
  type StaffState,
  type UpdateStaffInput,
} from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';
import type { OneTimeCode } from './CodeModal';
import { RolesField } from './RolesField';
import { StaffFields } from './StaffParts';

interface ActProps {
  member: StaffFactsFragment;
  open: boolean;
  onClose: () => void;
}

const presence: readonly StaffState[] = ['ACTIVE', 'AWAY'];

export function EditStaffModal({ member, open, onClose }: ActProps) {
  const { t } = useTranslation('staff');
  const { t: common } = useTranslation();
  const states = useEnumOptions('StaffState', presence);
  const [form] = Form.useForm<Omit<UpdateStaffInput, 'id' | 'version'>>();
  const state = useSubmit(UpdateStaffDocument, {
    payload: (data) => data.updateStaff,
    form,
    row: (payload) => payload.staffMember,
    onDone: onClose,
  });
  const { name, title, employment, phone } = member;
  const known = presence.includes(member.state);
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('edit.title')}
      okText={common('actions.save')}
      form={form}
      state={state}
      initialValues={{ name, title, employment, phone, ...(known ? { state: member.state } : {}) }}
      onFinish={(values) => void state.submit({ ...values, phone: values.phone || null, id: member.id, version: member.version })}
    >
      <StaffFields />
      {known && (
        <Form.Item name="state" label={t('state')} rules={[{ required: true, message: t('stateRequired') }]}>
          <Radio.Group options={states} />
        </Form.Item>
      )}
    </FormModal>
  );
}

export function SetRolesModal({ member, open, onClose }: ActProps) {
  const { t } = useTranslation('staff');
  const { t: common } = useTranslation();
  const [form] = Form.useForm<{ roles: Role[] }>();
  const state = useSubmit(SetRolesDocument, {
    payload: (data) => data.setRoles,
    form,
    row: (payload) => payload.staffMember,
    onDone: onClose,
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('setRoles.title', { name: member.name })}
      lead={t('setRoles.what', { union: member.union.name })}
      okText={common('actions.save')}
      form={form}
      state={state}
      initialValues={{ roles: member.roles }}
      onFinish={({ roles }) => void state.submit({ id: member.id, version: member.version, roles })}
    >
      <RolesField />
    </FormModal>
  );
}

export function EndStaffModal({ member, open, onClose }: ActProps) {
  const { t } = useTranslation('staff');
  const [form] = Form.useForm<{ reason: string }>();
  const state = useSubmit(EndStaffDocument, {
    payload: (data) => data.endStaff,
    form,
    row: (payload) => payload.staffMember,
    success: t('end.done'),
    onDone: onClose,
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('end.title', { name: member.name })}
      lead={t('end.what', { union: member.union.name })}
      danger
      okText={t('end.button')}
      form={form}
      state={state}
      onFinish={({ reason }) => void state.submit({ id: member.id, version: member.version, reason })}
    >
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('reasonRequired') }]}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}

export function ResetModal({ member, open, onClose, onCode }: ActProps & { onCode: (code: OneTimeCode) => void }) {
  const { t } = useTranslation('staff');
  const [form] = Form.useForm<object>();
  const state = useSubmit(IssuePasswordResetDocument, {
    payload: (data) => data.issuePasswordReset,
    form,
    success: false,
    onDone: ({ code, expiresAt }) => {
      onClose();
      if (code) onCode({ name: member.name, code, expiresAt: expiresAt ?? null, path: paths.resetPassword });
    },
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('reset.title', { name: member.name })}
      lead={t('reset.what')}
      danger
      okText={t('reset.button')}
      form={form}
      state={state}
      onFinish={() => void state.submit({ id: member.id })}
    />
  );
}
