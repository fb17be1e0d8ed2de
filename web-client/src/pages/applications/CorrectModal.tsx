import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { CorrectAidPayeeDocument, type AidApplicationFactsFragment } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';
import { fromPayee, type PayeeValues } from './applicationForm';
import { PayeeFields } from './PayeeFields';

/** Corrects the account of an application whose payment the bank returned. */
export function CorrectModal(props: { of: AidApplicationFactsFragment; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('applications');
  const { of } = props;
  const [form] = Form.useForm<PayeeValues>();
  const state = useSubmit(CorrectAidPayeeDocument, {
    payload: (data) => data.correctAidPayee,
    form,
    row: (payload) => payload.application,
    rowToForm: fromPayee,
    onDone: props.onClose,
    success: t('correct.done'),
  });
  return (
    <FormModal<PayeeValues>
      open={props.open}
      onClose={props.onClose}
      title={t('correct.title')}
      lead={t('correct.what')}
      okText={t('correct.button')}
      form={form}
      state={state}
      initialValues={fromPayee(of)}
      onFinish={({ payeeName, ...account }) => void state.submit({ ...blanksToNull(account), payeeName: payeeName.trim(), id: of.id, version: of.version })}
    >
      <PayeeFields />
    </FormModal>
  );
}
