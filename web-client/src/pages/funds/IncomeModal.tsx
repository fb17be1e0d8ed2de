import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { RecordFundIncomeDocument } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { DateInput } from '@/shared/DateInput';
import { today } from '@/shared/day';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';
import { AmountField, PurposeField } from './fields';

interface Values {
  amount: string;
  purpose: string;
  document?: string | null;
  onDay?: string | null;
}

/** Records money that came into an own fund from outside the tree. */
export function IncomeModal(props: { fund: { id: string; name: string }; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('funds');
  const [form] = Form.useForm<Values>();
  const state = useSubmit(RecordFundIncomeDocument, { payload: (data) => data.recordFundIncome, form, onDone: props.onClose, success: t('income.done') });
  return (
    <FormModal<Values>
      open={props.open}
      onClose={props.onClose}
      title={t('income.title', { name: props.fund.name })}
      lead={t('income.what')}
      okText={t('income.ok')}
      form={form}
      state={state}
      initialValues={{ onDay: today() }}
      onFinish={(values) => void state.submit({ ...blanksToNull(values), fundId: props.fund.id })}
    >
      <AmountField />
      <Form.Item name="onDay" label={t('income.onDay')}>
        <DateInput max={today()} />
      </Form.Item>
      <PurposeField />
      <Form.Item name="document" label={t('document')}>
        <Input maxLength={60} />
      </Form.Item>
    </FormModal>
  );
}
