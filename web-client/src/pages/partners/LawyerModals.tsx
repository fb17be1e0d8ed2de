import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { paths } from '@/app/paths';
import { EndLawyerDocument, InviteLawyerDocument, IssueLawyerCodeDocument, UpdateLawyerDocument, type LawyerFactsFragment } from '@/gql/graphql';
import type { OneTimeCode } from '@/pages/staff/CodeModal';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';
import { fromLawyer, LawyerFields, lawyerInput, type LawyerValues } from './LawyerFields';

interface ActProps {
  of: LawyerFactsFragment;
  onClose: () => void;
}

type OnCode = (code: OneTimeCode) => void;

/** Invites a lawyer or another person of a partner, the first one to run its account; the answer is a one-time code. */
export function InviteLawyerModal(props: { partnerId: string; first: boolean; onClose: () => void; onCode: OnCode }) {
  const { t } = useTranslation('partners');
  const [form] = Form.useForm<LawyerValues>();
  const state = useSubmit(InviteLawyerDocument, {
    payload: (data) => data.inviteLawyer,
    form,
    success: false,
    onDone: ({ code, expiresAt, lawyer }) => {
      props.onClose();
      if (code) props.onCode({ name: lawyer?.name ?? '', code, expiresAt: expiresAt ?? null, path: paths.invitation });
    },
  });
  return (
    <FormModal<LawyerValues>
      open
      onClose={props.onClose}
      title={t('lawyer.invite.title')}
      lead={t('lawyer.invite.what')}
      okText={t('lawyer.invite.ok')}
      form={form}
      state={state}
      initialValues={{ specialities: [], admin: props.first }}
      onFinish={(values) => void state.submit({ ...lawyerInput(values), partnerId: props.partnerId })}
    >
      <LawyerFields />
    </FormModal>
  );
}

export function EditLawyerModal({ of, onClose }: ActProps) {
  const { t } = useTranslation('partners');
  const { t: common } = useTranslation();
  const [form] = Form.useForm<LawyerValues>();
  const state = useSubmit(UpdateLawyerDocument, { payload: (data) => data.updateLawyer, form, row: (payload) => payload.lawyer, onDone: onClose });
  return (
    <FormModal<LawyerValues>
      open
      onClose={onClose}
      title={t('lawyer.edit.title')}
      okText={common('actions.save')}
      form={form}
      state={state}
      initialValues={fromLawyer(of)}
      onFinish={(values) => void state.submit({ ...lawyerInput(values), id: of.id, version: of.version })}
    >
      <LawyerFields />
    </FormModal>
  );
}

/** A new invitation for who has not come yet, or a code for a new password. */
export function CodeLawyerModal({ of, onClose, onCode }: ActProps & { onCode: OnCode }) {
  const { t } = useTranslation('partners');
  const [form] = Form.useForm<object>();
  const invited = of.state === 'INVITED';
  const state = useSubmit(IssueLawyerCodeDocument, {
    payload: (data) => data.issueLawyerCode,
    form,
    success: false,
    onDone: ({ code, expiresAt }) => {
      onClose();
      if (code) onCode({ name: of.name, code, expiresAt: expiresAt ?? null, path: invited ? paths.invitation : paths.resetPassword });
    },
  });
  return (
    <FormModal
      open
      onClose={onClose}
      danger
      title={t(invited ? 'lawyer.code.titleInvitation' : 'lawyer.code.titlePassword', { name: of.name })}
      lead={t(invited ? 'lawyer.code.whatInvitation' : 'lawyer.code.whatPassword')}
      okText={t('lawyer.code.ok')}
      form={form}
      state={state}
      onFinish={() => void state.submit({ id: of.id })}
    />
  );
}

export function EndLawyerModal({ of, onClose }: ActProps) {
  const { t } = useTranslation('partners');
  const [form] = Form.useForm<object>();
  const state = useSubmit(EndLawyerDocument, {
    payload: (data) => data.endLawyer,
    form,
    row: (payload) => payload.lawyer,
    rowToForm: () => ({}),
    success: t('lawyer.end.done'),
    onDone: onClose,
  });
  return (
    <FormModal
      open
      onClose={onClose}
      danger
      title={t('lawyer.end.title', { name: of.name })}
      lead={t('lawyer.end.what')}
      okText={t('lawyer.end.button')}
      form={form}
      state={state}
      onFinish={() => void state.submit({ id: of.id, version: of.version })}
    />
  );
}
