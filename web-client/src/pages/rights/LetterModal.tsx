import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { RightsLetterDraftDocument, SaveRightsLetterDocument, type RightsDepartment, type RightsLetterFactsFragment } from '@/gql/graphql';
import { DateInput } from '@/shared/DateInput';
import { fromToday } from '@/shared/day';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';

interface Values {
  department: RightsDepartment;
  recipient: string;
  title: string;
  body: string;
  dueOn: string;
}

const draftedFields = ['recipient', 'title', 'body', 'dueOn'] as const;

/** Writes a letter to a department: the system drafts it out of the case, whoever sends it edits it. */
export function LetterModal(props: { caseId: string; letter?: RightsLetterFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('rights');
  const { written, chosen } = useRules();
  const departments = useEnumOptions('RightsDepartment');
  const client = useClient();
  const { letter, caseId } = props;
  const [form] = Form.useForm<Values>();
  const [drafting, setDrafting] = useState(false);
  const state = useSubmit(SaveRightsLetterDocument, {
    payload: (data) => data.saveRightsLetter,
    form,
    row: (payload) => payload.letter,
    onDone: props.onClose,
    success: t('letter.saved'),
  });
  // What somebody wrote already is not written over.
  const draft = async (department: RightsDepartment) => {
    setDrafting(true);
    const { data } = await client.query(RightsLetterDraftDocument, { caseId, department }, { requestPolicy: 'network-only' }).toPromise();
    setDrafting(false);
    const drafted = data?.rightsLetterDraft;
    if (!drafted || form.getFieldValue('department') !== department) return;
    const untouched = draftedFields.filter((name) => !form.isFieldTouched(name));
    form.setFieldsValue(Object.fromEntries(untouched.map((name) => [name, drafted[name]])));
  };
  return (
    <FormModal<Values>
      open
      onClose={props.onClose}
      width={680}
      title={t(letter ? 'letter.edit' : 'letter.write')}
      lead={t('letter.what')}
      okText={t('letter.save')}
      form={form}
      state={state}
      initialValues={letter ? { department: letter.department, recipient: letter.recipient, title: letter.title, body: letter.body, dueOn: letter.dueOn ?? undefined } : undefined}
      onFinish={({ department, recipient, title, body, dueOn }) =>
        void state.submit({ ...(letter ? { id: letter.id, version: letter.version } : {}), caseId, department, recipient: recipient.trim(), title: title.trim(), body: body.trim(), dueOn })
      }
    >
      <Form.Item name="department" label={t('letter.department')} rules={chosen(t('letter.department'))} extra={drafting ? t('letter.drafting') : undefined}>
        <Select options={departments} onChange={(one: RightsDepartment) => !letter && void draft(one)} />
      </Form.Item>
      <Form.Item name="recipient" label={t('letter.recipient')} rules={written(t('letter.recipient'))}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="title" label={t('letter.heading')} rules={written(t('letter.heading'))}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="body" label={t('letter.body')} rules={written(t('letter.body'))}>
        <Input.TextArea autoSize={{ minRows: 8, maxRows: 20 }} maxLength={4000} />
      </Form.Item>
      <Form.Item name="dueOn" label={t('letter.answerBy')} rules={chosen(t('letter.answerBy'))}>
        <DateInput min={fromToday(1, 'day')} />
      </Form.Item>
    </FormModal>
  );
}
