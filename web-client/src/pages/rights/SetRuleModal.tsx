import { Flex, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { SetRightsRuleDocument, type RightsRuleFactsFragment, type SetRightsRuleInput } from '@/gql/graphql';
import { DateInput } from '@/shared/DateInput';
import { fromToday } from '@/shared/day';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';

type Values = Omit<SetRightsRuleInput, 'code' | 'idempotencyKey'>;

/** Writes what a rule of deadlines says from a day on, tomorrow at the earliest, for the whole city. */
export function SetRuleModal({ of, onClose }: { of: RightsRuleFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('rights');
  const { written, chosen } = useRules();
  const units = useEnumOptions('RightsPeriod');
  const [form] = Form.useForm<Values>();
  const tomorrow = fromToday(1, 'day');
  const state = useSubmit(SetRightsRuleDocument, {
    payload: (data) => data.setRightsRule,
    form,
    onDone: onClose,
    success: t('rules.revised'),
  });
  return (
    <FormModal<Values>
      open
      onClose={onClose}
      title={`${t('rules.revise')}：${of.title}`}
      lead={t('rules.reviseWhat')}
      okText={t('rules.revise')}
      form={form}
      state={state}
      initialValues={{ validFrom: tomorrow, count: of.count, unit: of.unit, title: of.title, law: of.law }}
      onFinish={({ title, law, ...values }) => void state.submit({ code: of.code, ...values, title: title.trim(), law: law.trim() })}
    >
      <Form.Item name="validFrom" label={t('rules.since')} rules={chosen(t('rules.since'))}>
        <DateInput min={tomorrow} />
      </Form.Item>
      <Flex gap="middle">
        <Form.Item name="count" label={t('rules.period')} rules={chosen(t('rules.period'))} style={{ flex: 1 }}>
          <InputNumber min={1} max={1000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="unit" label={t('rules.unit')} rules={chosen(t('rules.unit'))} style={{ flex: 1 }}>
          <Select options={units} />
        </Form.Item>
      </Flex>
      <Form.Item name="title" label={t('rules.what')} rules={written(t('rules.what'))}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="law" label={t('rules.law')} rules={written(t('rules.law'))}>
        <Input maxLength={100} />
      </Form.Item>
    </FormModal>
  );
}
