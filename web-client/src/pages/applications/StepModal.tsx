import { Flex, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { StepAidApplicationsDocument, type AidApplicationRowFragment, type NeedyFileEnding } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { fromToday } from '@/shared/day';
import { FormModal } from '@/shared/FormModal';
import { wordsOf } from '@/shared/needyFile';
import { useSubmit } from '@/shared/useSubmit';
import { nameOf } from './ApplicationParts';
import { Chosen } from './Chosen';
import { EndingField, FollowedUntilField, ProposedEndings } from './EndFields';
import { linesOf, named, undoes, withReason, type PlainAct } from './steps';

/** Fewest characters of a reason, as the server has it. */
const reasonLength = 5;

interface Values {
  reason?: string;
  ending?: NeedyFileEnding;
  followedUntil?: string;
}

/** Takes one step with one or many applications, all of them or none. */
export function StepModal(props: { act: PlainAct; rows: readonly AidApplicationRowFragment[]; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('applications');
  const { act, rows } = props;
  const words = wordsOf(...rows);
  const relieves = act === 'END' && rows.some((row) => row.ending === 'RELIEVED');
  const [form] = Form.useForm<Values>();
  const state = useSubmit(StepAidApplicationsDocument, {
    payload: ({ stepAidApplications: payload }) => ({ ...payload, errors: named(payload.errors, rows.map(nameOf)) }),
    form,
    onDone: props.onDone,
    success: t(`act.${act}.done`, words),
  });
  return (
    <FormModal<Values>
      open
      onClose={props.onClose}
      danger={undoes.includes(act)}
      title={t(`act.${act}.button`, words)}
      lead={t(`act.${act}.what`, words)}
      okText={t(`act.${act}.button`, words)}
      form={form}
      state={state}
      initialValues={relieves ? { followedUntil: fromToday(1, 'year') } : undefined}
      onFinish={(values) => void state.submit({ step: act, lines: linesOf(rows), ...blanksToNull(values) })}
    >
      <Flex vertical gap="middle">
        <Chosen rows={rows} />
        {(act === 'END' || act === 'KEEP') && <ProposedEndings rows={rows} />}
        {act === 'PROPOSE_END' && <EndingField />}
        {relieves && <FollowedUntilField />}
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
