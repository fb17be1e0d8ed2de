import { Alert, App, Form, Input, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { useHoldUpdates } from '@/app/live/LiveUpdates';
import { useSession } from '@/app/session/SessionContext';
import type { HouseholdStatus, SurveyFormFragment, SurveyTaskState, VisitKind } from '@/gql/graphql';
import type { SettlementEntry } from '@/pages/visits/outbox/entry';
import { useOutbox } from '@/pages/visits/outbox/OutboxContext';
import { DateInput } from '@/shared/DateInput';
import { today } from '@/shared/day';
import { useRules } from '@/shared/useRules';
import { assignErrors, type FieldName, type RefusalFields } from '@/shared/userErrors';

/** What may be said instead of a survey: of a closed file, that it is closed. */
export function quickStates(status: HouseholdStatus): readonly SurveyTaskState[] {
  return status === 'CLOSED' ? closedStates : openStates;
}

const openStates: readonly SurveyTaskState[] = ['NOT_MET', 'MOVED_AWAY', 'REFUSED'];
const closedStates: readonly SurveyTaskState[] = ['ENDED'];

interface Values {
  state: SurveyTaskState;
  visitedOn: string;
  kind: VisitKind;
  note?: string | null;
}

/** Says that a household could not be surveyed; like a record it waits on the device while there is no line. */
export function SettleModal(props: { task: SurveyFormFragment; corrected?: SettlementEntry; state: SurveyTaskState | null; onClose: () => void }) {
  const { t } = useTranslation('surveys');
  const { t: common } = useTranslation();
  const { t: visits } = useTranslation('visits');
  const { task, corrected, onClose } = props;
  const open = props.state !== null;
  const { viewer } = useSession();
  const { outbox } = useOutbox();
  const { message } = App.useApp();
  const { chosen, written } = useRules();
  const states = useEnumOptions('SurveyTaskState', quickStates(task.household.status));
  const kinds = useEnumOptions('VisitKind');
  const [form] = Form.useForm<Values>();
  const state = Form.useWatch<SurveyTaskState | undefined>('state', form);
  const [saving, setSaving] = useState(false);
  const [refusedId, setRefusedId] = useState(corrected?.id);
  const [general, setGeneral] = useState(corrected?.refusals.map((one) => one.message) ?? []);
  const name = useId();
  useHoldUpdates(open);

  const show = (refusals: readonly RefusalFields[]) => {
    const split = assignErrors(refusals, form.getFieldsError().map((one) => one.name as FieldName));
    form.setFields(split.atFields as Parameters<typeof form.setFields>[0]);
    setGeneral(split.general.map((one) => one.message));
  };
  const save = async (values: Values) => {
    if (!outbox) return;
    setSaving(true);
    const draft = { ...values, note: values.note?.trim() || null, id: task.id, version: task.version };
    const entry = await outbox.write({ subject: 'settlement', draft, householdName: task.household.headName, unionName: viewer.union.shortName }, refusedId);
    setSaving(false);
    if (entry.state === 'rejected') {
      setRefusedId(entry.id);
      show(entry.refusals);
      return;
    }
    void (entry.state === 'sent' ? message.success(t('settle.done')) : message.info(visits('record.kept')));
    setRefusedId(undefined);
    onClose();
  };
  return (
    <Modal
      open={open}
      title={t('settle.title')}
      okText={t('settle.ok')}
      cancelText={common('actions.cancel')}
      okButtonProps={{ loading: saving }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
      mask={{ closable: false }}
    >
      {general.map((text) => (
        <Alert key={text} type="error" showIcon role="alert" title={text} style={{ marginBottom: 12 }} />
      ))}
      <Form<Values>
        form={form}
        name={name}
        layout="vertical"
        preserve={false}
        initialValues={corrected?.draft ?? { state: props.state ?? undefined, visitedOn: today(), kind: 'HOME' }}
        onFinish={(values) => void save(values)}
      >
        <Form.Item name="state" label={t('settle.state')} rules={chosen(t('settle.state'))} extra={t('settle.hint')}>
          <Radio.Group options={states} optionType="button" buttonStyle="solid" />
        </Form.Item>
        <Form.Item name="visitedOn" label={t('settle.on')} rules={chosen(t('settle.on'))}>
          <DateInput min={task.round.opensOn} max={today()} />
        </Form.Item>
        {state !== 'ENDED' && (
          <Form.Item name="kind" label={visits('field.kind')} rules={chosen(visits('field.kind'))}>
            <Radio.Group options={kinds} style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 16px' }} />
          </Form.Item>
        )}
        <Form.Item
          name="note"
          label={t('settle.note')}
          extra={t('settle.noteHint')}
          rules={state === 'MOVED_AWAY' || state === 'REFUSED' ? written(t('settle.note')) : undefined}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
