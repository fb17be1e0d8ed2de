import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  DissolveUnionDocument,
  MergeUnionDocument,
  MoveUnionDocument,
  ResumeUnionDocument,
  SuspendUnionDocument,
  type UnionFactsFragment,
} from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { UnionPicker } from '@/shared/UnionPicker';
import { useSubmit } from '@/shared/useSubmit';

interface ActProps {
  union: UnionFactsFragment;
  open: boolean;
  onClose: () => void;
}

/** Puts a union with everything below it under another superior. */
export function MoveUnionModal({ union, open, onClose }: ActProps) {
  const { t } = useTranslation('unions');
  const [form] = Form.useForm<{ newParentId: string }>();
  const state = useSubmit(MoveUnionDocument, {
    payload: (data) => data.moveUnion,
    form,
    row: (payload) => payload.union,
    success: t('acts.moved'),
    onDone: onClose,
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('acts.moveTitle', { union: union.name })}
      lead={t('acts.moveWhat')}
      danger
      okText={t('acts.move')}
      form={form}
      state={state}
      onFinish={({ newParentId }) => void state.submit({ id: union.id, version: union.version, newParentId })}
    >
      <Form.Item name="newParentId" label={t('acts.newParent')} rules={[{ required: true, message: t('acts.newParentRequired') }]}>
        <UnionPicker except={union.id} />
      </Form.Item>
    </FormModal>
  );
}

/** Ends a union by putting all it has into another. */
export function MergeUnionModal({ union, open, onClose }: ActProps) {
  const { t } = useTranslation('unions');
  const [form] = Form.useForm<{ intoId: string }>();
  const state = useSubmit(MergeUnionDocument, {
    payload: (data) => data.mergeUnion,
    form,
    row: (payload) => payload.union,
    success: t('acts.merged'),
    onDone: onClose,
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('acts.mergeTitle', { union: union.name })}
      lead={t('acts.mergeWhat', { union: union.name })}
      danger
      okText={t('acts.merge')}
      form={form}
      state={state}
      onFinish={({ intoId }) => void state.submit({ id: union.id, version: union.version, intoId })}
    >
      <Form.Item name="intoId" label={t('acts.into')} rules={[{ required: true, message: t('acts.intoRequired') }]}>
        <UnionPicker except={union.id} />
      </Form.Item>
    </FormModal>
  );
}

/** Suspends a union, resumes it, or dissolves it; each with a reason. */
export function UnionStateModal({ union, open, onClose, act }: ActProps & { act: 'suspend' | 'resume' | 'dissolve' }) {
  const { t } = useTranslation('unions');
  const [form] = Form.useForm<{ reason: string }>();
  const common = { form, onDone: onClose };
  const suspend = useSubmit(SuspendUnionDocument, {
    ...common,
    payload: (data) => data.suspendUnion,
    row: (payload) => payload.union,
    success: t('acts.suspendDone'),
  });
  const resume = useSubmit(ResumeUnionDocument, {
    ...common,
    payload: (data) => data.resumeUnion,
    row: (payload) => payload.union,
    success: t('acts.resumeDone'),
  });
  const dissolve = useSubmit(DissolveUnionDocument, {
    ...common,
    payload: (data) => data.dissolveUnion,
    row: (payload) => payload.union,
    success: t('acts.dissolveDone'),
  });
  const state = { suspend, resume, dissolve }[act];
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t(`acts.${act}Title`, { union: union.name })}
      lead={t(`acts.${act}What`)}
      danger={act !== 'resume'}
      okText={t(`acts.${act}`)}
      form={form}
      state={state}
      onFinish={({ reason }) => void state.submit({ id: union.id, version: union.version, reason })}
    >
      <Form.Item name="reason" label={t('acts.reason')} rules={[{ required: true, whitespace: true, message: t('acts.reasonRequired') }]}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}
