import { Flex, Form, Input, InputNumber, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  DecideFoundingDocument,
  SubmitFoundingDocument,
  type DecideFoundingInput,
  type FoundingApplicationInput,
  type FoundingFactsFragment,
} from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';
import { emptyToNull, LevelField } from './UnionFields';

/** Asks the superior to found a union. */
export function ApplyModal(props: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('unions');
  const [form] = Form.useForm<FoundingApplicationInput>();
  const state = useSubmit(SubmitFoundingDocument, {
    payload: (data) => data.submitFoundingApplication,
    form,
    success: t('founding.submitted'),
    onDone: props.onClose,
  });
  return (
    <FormModal<FoundingApplicationInput>
      open={props.open}
      onClose={props.onClose}
      title={t('founding.apply')}
      lead={t('founding.applyWhat')}
      okText={t('founding.submit')}
      form={form}
      state={state}
      initialValues={{ level: 'GRASSROOTS' }}
      onFinish={(values) => void state.submit(emptyToNull(values))}
    >
      <Form.Item name="name" label={t('founding.name')} rules={[{ required: true, whitespace: true, message: t('nameRequired') }]}>
        <Input maxLength={100} />
      </Form.Item>
      <LevelField />
      <Form.Item name="divisionCode" label={t('divisionCode')} extra={t('divisionCodeHint')}>
        <Input maxLength={12} inputMode="numeric" />
      </Form.Item>
      <Flex gap="middle" wrap>
        <Form.Item name="workerCount" label={t('founding.workers')} rules={[{ required: true, message: t('founding.workersRequired') }]}>
          <InputNumber min={0} precision={0} style={{ width: 200 }} />
        </Form.Item>
        <Form.Item
          name="migrantWorkerCount"
          label={t('founding.migrants')}
          rules={[{ required: true, message: t('founding.migrantsRequired') }]}
        >
          <InputNumber min={0} precision={0} style={{ width: 200 }} />
        </Form.Item>
      </Flex>
      <Form.Item name="reason" label={t('founding.reason')} rules={[{ required: true, whitespace: true, message: t('founding.reasonRequired') }]}>
        <Input.TextArea rows={4} maxLength={1000} />
      </Form.Item>
    </FormModal>
  );
}

/** Grants or refuses an application. */
export function DecideModal(props: { application: FoundingFactsFragment | null; onClose: () => void }) {
  const { t } = useTranslation('unions');
  const [form] = Form.useForm<Pick<DecideFoundingInput, 'approve' | 'note'>>();
  const approve = Form.useWatch('approve', form);
  const state = useSubmit(DecideFoundingDocument, {
    payload: (data) => data.decideFoundingApplication,
    form,
    row: (payload) => payload.application,
    rowToForm: () => ({}),
    success: t('founding.decided'),
    onDone: props.onClose,
  });
  const { application } = props;
  return (
    <FormModal
      open={application !== null}
      onClose={props.onClose}
      title={t('founding.decideTitle', { name: application?.name ?? '' })}
      lead={application?.reason}
      okText={t('founding.decide')}
      form={form}
      state={state}
      onFinish={(values) =>
        application && void state.submit({ ...values, id: application.id, version: application.version })
      }
    >
      <Form.Item name="approve" label={t('founding.decision')} rules={[{ required: true, message: t('founding.decisionRequired') }]}>
        <Radio.Group
          options={[
            { value: true, label: t('founding.approve') },
            { value: false, label: t('founding.reject') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="note"
        label={t('founding.note')}
        rules={[{ required: approve === false, whitespace: true, message: t('founding.noteRequired') }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}
