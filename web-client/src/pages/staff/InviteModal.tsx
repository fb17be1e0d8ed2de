import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { paths } from '@/app/paths';
import { InviteStaffDocument, type InviteStaffInput } from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { UnionPicker } from '@/shared/UnionPicker';
import { useSubmit } from '@/shared/useSubmit';
import type { OneTimeCode } from './CodeModal';
import { RolesField } from './RolesField';
import { StaffFields } from './StaffParts';

/** Invites a person to a post; the answer is a one-time code. */
export function InviteModal(props: { unionId: string; open: boolean; onClose: () => void; onCode: (code: OneTimeCode) => void }) {
  const { t } = useTranslation('staff');
  const [form] = Form.useForm<InviteStaffInput>();
  const state = useSubmit(InviteStaffDocument, {
    payload: (data) => data.inviteStaff,
    form,
    success: false,
    onDone: ({ code, expiresAt, staffMember }) => {
      props.onClose();
      if (code) props.onCode({ name: staffMember?.name ?? '', code, expiresAt: expiresAt ?? null, path: paths.invitation });
    },
  });
  return (
    <FormModal<InviteStaffInput>
      open={props.open}
      onClose={props.onClose}
      title={t('invite.title')}
      lead={t('invite.what')}
      okText={t('invite.button')}
      form={form}
      state={state}
      initialValues={{ unionId: props.unionId, employment: 'FULL', roles: ['CADRE'] }}
      onFinish={(values) => void state.submit({ ...values, phone: values.phone || null })}
    >
      <Form.Item name="unionId" label={t('union')} rules={[{ required: true, message: t('unionRequired') }]}>
        <UnionPicker allowClear={false} />
      </Form.Item>
      <StaffFields />
      <RolesField />
    </FormModal>
  );
}
