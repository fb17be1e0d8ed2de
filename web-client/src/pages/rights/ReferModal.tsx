import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { ReferRightsCaseDocument, type RightsCaseFactsFragment } from '@/gql/graphql';
import { DateInput } from '@/shared/DateInput';
import { fromToday } from '@/shared/day';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { ReasonField } from './fields';
import { UnionDirectoryPicker } from './UnionDirectoryPicker';

/** Days that the other union is given, unless told otherwise. */
const usualDays = 15;

interface Values {
  unionId: string;
  dueOn: string;
  reason: string;
}

/** Refers a case to the union of the place where it happened (转办): it sees exactly this case until it hands it back. */
export function ReferModal({ of, onClose }: { of: RightsCaseFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('rights');
  const { chosen } = useRules();
  const [form] = Form.useForm<Values>();
  const state = useSubmit(ReferRightsCaseDocument, {
    payload: (data) => data.referRightsCase,
    form,
    row: (payload) => payload.case,
    rowToForm: () => ({}),
    onDone: onClose,
    success: t('act.REFER.done'),
  });
  return (
    <FormModal<Values>
      open
      onClose={onClose}
      title={t('act.REFER.button')}
      lead={t('act.REFER.what')}
      okText={t('act.REFER.button')}
      form={form}
      state={state}
      initialValues={{ dueOn: fromToday(usualDays, 'day') }}
      onFinish={({ unionId, dueOn, reason }) => void state.submit({ id: of.id, version: of.version, unionId, dueOn, reason: reason.trim() })}
    >
      <Form.Item name="unionId" label={t('refer.union')} rules={chosen(t('refer.union'))} extra={t('refer.placeFirst', { place: of.placeText ?? of.placeCode })}>
        <UnionDirectoryPicker placeCode={of.placeCode} />
      </Form.Item>
      <Form.Item name="dueOn" label={t('referral.dueOn')} rules={chosen(t('referral.dueOn'))}>
        <DateInput min={fromToday(1, 'day')} />
      </Form.Item>
      <ReasonField label={t('referral.reason')} />
    </FormModal>
  );
}
