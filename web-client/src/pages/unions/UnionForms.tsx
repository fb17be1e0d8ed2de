import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '@/app/paths';
import {
  CreateUnionDocument,
  UpdateUnionDocument,
  type CreateUnionInput,
  type UnionFactsFragment,
  type UpdateUnionInput,
} from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';
import { emptyToNull, LevelField, UnionFields, usualChild } from './UnionFields';

interface DialogueProps {
  union: UnionFactsFragment;
  open: boolean;
  onClose: () => void;
}

/** Founds a union below this one. */
export function CreateUnionModal({ union, open, onClose }: DialogueProps) {
  const { t } = useTranslation('unions');
  const navigate = useNavigate();
  const [form] = Form.useForm<Omit<CreateUnionInput, 'parentId'>>();
  const state = useSubmit(CreateUnionDocument, {
    payload: (data) => data.createUnion,
    form,
    success: t('created'),
    onDone: (payload) => {
      onClose();
      if (payload.union) void navigate(paths.union(payload.union.id));
    },
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('createBelow', { union: union.name })}
      okText={t('create')}
      form={form}
      state={state}
      initialValues={{ level: usualChild[union.level], householdKind: union.householdKind }}
      onFinish={(values) => void state.submit(emptyToNull({ ...values, parentId: union.id }))}
    >
      <LevelField />
      <UnionFields />
    </FormModal>
  );
}

/** Changes what is on record of a union. */
export function EditUnionModal({ union, open, onClose }: DialogueProps) {
  const { t } = useTranslation('unions');
  const { t: common } = useTranslation();
  const [form] = Form.useForm<Omit<UpdateUnionInput, 'id' | 'version'>>();
  const state = useSubmit(UpdateUnionDocument, {
    payload: (data) => data.updateUnion,
    form,
    row: (payload) => payload.union,
    onDone: onClose,
  });
  const { name, creditCode, divisionCode, address, telephone, householdKind, memberCount, migrantMemberCount } = union;
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('editTitle')}
      okText={common('actions.save')}
      form={form}
      state={state}
      initialValues={{ name, creditCode, divisionCode, address, telephone, householdKind, memberCount, migrantMemberCount }}
      onFinish={(values) => void state.submit(emptyToNull({ ...values, id: union.id, version: union.version }))}
    >
      <UnionFields />
    </FormModal>
  );
}
