import { Alert, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { CaseOfDelegationDocument, ShareDelegationDocumentsDocument, type DelegationFactsFragment } from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { LoadProblem } from '@/shared/LoadProblem';
import { useSubmit } from '@/shared/useSubmit';
import { FileChoice } from './FileChoice';

/** Gives more files of the case to the partner. */
export function ShareModal({ of, caseId, onClose }: { of: DelegationFactsFragment; caseId: string; onClose: () => void }) {
  const { t } = useTranslation('delegations');
  const [form] = Form.useForm<{ attachmentIds: string[] }>();
  const [{ data, error }, retry] = useQuery({ query: CaseOfDelegationDocument, variables: { id: caseId } });
  const given = of.documents.flatMap((one) => one.attachment?.id ?? []);
  const files = data?.rightsCase?.evidence.filter((one) => one.url !== null && !given.includes(one.id));
  const state = useSubmit(ShareDelegationDocumentsDocument, {
    payload: (answer) => answer.shareDelegationDocuments,
    form,
    row: (payload) => payload.delegation,
    rowToForm: () => ({}),
    onDone: onClose,
    success: t('share.done'),
  });
  return (
    <FormModal<{ attachmentIds: string[] }>
      open
      onClose={onClose}
      title={t('share.button')}
      lead={t('share.what')}
      okText={t('share.ok')}
      form={form}
      state={state}
      onFinish={({ attachmentIds }) => void state.submit({ id: of.id, version: of.version, attachmentIds })}
    >
      {error && !data && <LoadProblem error={error} retry={() => retry()} />}
      {files?.length === 0 && <Alert type="info" showIcon title={t('share.all')} />}
      <Form.Item name="attachmentIds" label={t('share.files')} hidden={!files || files.length === 0} rules={[{ required: true, type: 'array', min: 1, message: t('share.needed') }]}>
        <FileChoice label={t('share.files')} files={files ?? []} />
      </Form.Item>
    </FormModal>
  );
}
