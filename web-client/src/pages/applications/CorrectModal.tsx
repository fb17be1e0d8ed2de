import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { CorrectAidPayeeDocument, type AidApplicationFactsFragment } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';
import { fromApplication, type ApplicationValues } from './applicationForm';
import { PayeeFields } from './PayeeFields';

type Values = Pick<ApplicationValues, 'payeeName' | 'bank' | 'account'>;

const fromRow = (of: AidApplicationFactsFragment): Values => {
  const { payeeName, bank, account } = fromApplication(of);
  return { payeeName, bank, account };
};

/** Corrects the account of an application whose payment the bank returned. */
export function CorrectModal(props: { of: AidApplicationFactsFragment; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('applications');
  const { of } = props;
  const [form] = Form.useForm<Values>();
  const state = useSubmit(CorrectAidPayeeDocument, {
    payload: (data) => data.correctAidPayee,
    form,
    row: (payload) => payload.application,
    rowToForm: fromRow,
    onDone: props.onClose,
    success: t('correct.done'),
  });
  return (
    <FormModal<Values>
      open={props.open}
      onClose={props.onClose}
      title={t('correct.title')}
      lead={t('correct.what')}
      okText={t('correct.button')}
      form={form}
      state={state}
      initialValues={fromRow(of)}
      onFinish={({ payeeName, ...account }) => void state.submit({ ...blanksToNull(account), payeeName: payeeName.trim(), id: of.id, version: of.version })}
    >
      <PayeeFields />
    </FormModal>
  );
}
