import type { Rule } from 'antd/es/form';
import { Form, Input } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '@/shared/MoneyInput';
import { fenOf } from '@/shared/money';
import { useRules } from '@/shared/useRules';

/** Fewest characters of a reason, as the server has it. */
const reasonLength = 5;

/** A rule that wants an amount above zero. */
export function useAboveZero(): () => Rule {
  const { t } = useTranslation('funds');
  return useCallback(
    () => ({
      required: true,
      validator: (_, value: string | null | undefined) => ((fenOf(value) ?? 0n) > 0n ? Promise.resolve() : Promise.reject(new Error(t('amountNeeded')))),
    }),
    [t],
  );
}

export function AmountField(props: { extra?: string }) {
  const { t } = useTranslation('funds');
  const aboveZero = useAboveZero();
  return (
    <Form.Item name="amount" label={t('amount')} required rules={[aboveZero()]} extra={props.extra}>
      <MoneyInput unit={t('yuan')} />
    </Form.Item>
  );
}

export function PurposeField() {
  const { t } = useTranslation('funds');
  const { written } = useRules();
  return (
    <Form.Item name="purpose" label={t('purpose')} rules={written(t('purpose'))} extra={t('purposeHint')}>
      <Input maxLength={100} />
    </Form.Item>
  );
}

export function ReasonField() {
  const { t } = useTranslation('funds');
  return (
    <Form.Item name="reason" label={t('reason')} extra={t('reasonHint')} rules={[{ required: true, whitespace: true, min: reasonLength, message: t('reasonShort') }]}>
      <Input.TextArea rows={2} maxLength={100} />
    </Form.Item>
  );
}
