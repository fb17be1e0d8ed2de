import { Form, Input, Radio, Select } from 'antd';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useEnumLabel, useEnumOptions } from '@/app/i18n/useEnumLabel';
import { ChangeHeadDocument, type HouseholdFactsFragment, type Relation } from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { kin, relationTo } from './kinship';

interface Values {
  headId: string;
  formerHeadLeaves: boolean;
  relations?: { relation?: Relation }[];
  reason: string;
}

/** 户主变更: who is the head from now on, and what the others are to them. */
export function ChangeHeadModal({ household, onClose }: { household: HouseholdFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('households');
  const { written, chosen } = useRules();
  const label = useEnumLabel();
  const relations = useEnumOptions('Relation', kin);
  const [form] = Form.useForm<Values>();
  const headId = Form.useWatch('headId', form);
  const leaves = Form.useWatch('formerHeadLeaves', form);
  const { members } = household;
  const former = members.find((one) => one.relation === 'SELF');
  const head = members.find((one) => one.id === headId);
  const staying = useMemo(
    () => (head ? members.filter((one) => one !== head && !(leaves && one.relation === 'SELF')) : []),
    [members, head, leaves],
  );
  // Proposed where it follows from what was written down; whoever knows the family confirms it.
  useEffect(() => {
    if (head) form.setFieldValue('relations', staying.map((one) => ({ relation: relationTo(head, one) })));
  }, [form, head, staying]);
  const state = useSubmit(ChangeHeadDocument, {
    payload: (data) => data.changeHead,
    form,
    row: (payload) => payload.household,
    rowToForm: () => ({}),
    onDone: onClose,
  });
  return (
    <FormModal<Values>
      open
      onClose={onClose}
      title={t('head.title')}
      lead={t('head.what')}
      okText={t('head.ok')}
      form={form}
      state={state}
      initialValues={{ formerHeadLeaves: true }}
      onFinish={({ relations: stated, ...values }) =>
        void state.submit({
          ...values,
          id: household.id,
          version: household.version,
          relations: staying.map((one, index) => ({ id: one.id, relation: stated?.[index]?.relation ?? 'OTHER' })),
        })
      }
    >
      <Form.Item name="headId" label={t('head.who')} rules={chosen(t('head.who'))}>
        <Select
          options={members
            .filter((one) => one.relation !== 'SELF')
            .map((one) => ({ value: one.id, label: `${one.name}（${label('Relation', one.relation)}）` }))}
        />
      </Form.Item>
      <Form.Item name="formerHeadLeaves" label={t('head.former', { name: former?.name ?? '' })}>
        <Radio.Group
          vertical
          options={[
            { value: true, label: t('head.leaves') },
            { value: false, label: t('head.stays') },
          ]}
        />
      </Form.Item>
      {staying.map((one, index) => (
        <Form.Item
          key={one.id}
          name={['relations', index, 'relation']}
          label={t('head.relation', { name: one.name })}
          rules={chosen(t('head.relation', { name: one.name }))}
        >
          <Select options={relations} />
        </Form.Item>
      ))}
      <Form.Item name="reason" label={t('head.reason')} rules={written(t('head.reason'))}>
        <Input maxLength={200} placeholder={t('head.reasonHint')} />
      </Form.Item>
    </FormModal>
  );
}
