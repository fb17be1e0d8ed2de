import { Flex, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { StepAidApplicationsDocument, type AidApplicationRowFragment } from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';
import { nameOf } from './ApplicationParts';
import { Chosen } from './Chosen';
import { linesOf, named, undoes, withReason, type PlainAct } from './steps';

/** Fewest characters of a reason, as the server has it. */
const reasonLength = 5;

/** Takes one step with one or many applications, all of them or none. */
export function StepModal(props: { act: PlainAct; rows: readonly AidApplicationRowFragment[]; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('applications');
  const { act, rows } = props;
  const [form] = Form.useForm<{ reason?: string }>();
  const state = useSubmit(StepAidApplicationsDocument, {
    payload: ({ stepAidApplications: payload }) => ({ ...payload, errors: named(payload.errors, rows.map(nameOf)) }),
    form,
    onDone: props.onDone,
    success: t(`act.${act}.done`),
  });
  return (
    <FormModal<{ reason?: string }>
      open
      onClose={props.onClose}
      danger={undoes.includes(act)}
      title={t(`act.${act}.button`)}
      lead={t(`act.${act}.what`)}
      okText={t(`act.${act}.button`)}
      form={form}
      state={state}
      onFinish={({ reason }) => void state.submit({ step: act, lines: linesOf(rows), reason: reason?.trim() || null })}
    >
      <Flex vertical gap="middle">
        <Chosen rows={rows} />
        {withReason.includes(act) && (
          <Form.Item
            name="reason"
            label={t('reason')}
            extra={t('reasonHint')}
            rules={[{ required: true, whitespace: true, min: reasonLength, message: t('reasonShort', { n: reasonLength }) }]}
          >
            <Input.TextArea rows={3} maxLength={200} />
          </Form.Item>
        )}
      </Flex>
    </FormModal>
  );
}
