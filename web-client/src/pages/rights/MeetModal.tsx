import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { MeetRightsDeadlineDocument, type RightsDeadlineFactsFragment } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { DateInput } from '@/shared/DateInput';
import { today } from '@/shared/day';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';

/** Marks a deadline as kept, or opens it again, for whoever may. */
export function DeadlineButton({ of, onAct }: { of: RightsDeadlineFactsFragment; onAct: () => void }) {
  const { t } = useTranslation('rights');
  if (!of.markable) return null;
  const text = t(of.state === 'MET' ? 'deadline.reopen' : 'deadline.meet');
  return (
    <Button size="small" aria-label={`${text}：${of.title}`} onClick={onAct}>
      {text}
    </Button>
  );
}

/** The dialogue of a deadline: on which day it was kept and how; one that was kept is opened again. */
export function MeetModal({ of, onClose }: { of: RightsDeadlineFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('rights');
  const { chosen } = useRules();
  const [form] = Form.useForm<{ metOn: string; note?: string }>();
  const reopens = of.state === 'MET';
  const state = useSubmit(MeetRightsDeadlineDocument, {
    payload: (data) => data.meetRightsDeadline,
    form,
    row: (payload) => payload.deadline,
    rowToForm: () => ({}),
    onDone: onClose,
    success: t(reopens ? 'deadline.reopened' : 'deadline.marked'),
  });
  const text = t(reopens ? 'deadline.reopen' : 'deadline.meet');
  return (
    <FormModal<{ metOn: string; note?: string }>
      open
      onClose={onClose}
      title={text}
      lead={[of.title, of.law].filter(Boolean).join('：')}
      okText={text}
      form={form}
      state={state}
      initialValues={reopens ? { note: of.note ?? undefined } : { metOn: today() }}
      onFinish={({ metOn, note }) => void state.submit({ id: of.id, version: of.version, ...blanksToNull({ metOn: reopens ? null : metOn, note }) })}
    >
      {!reopens && (
        <Form.Item name="metOn" label={t('deadline.metOn')} rules={chosen(t('deadline.metOn'))}>
          <DateInput max={today()} />
        </Form.Item>
      )}
      <Form.Item name="note" label={t('deadline.note')} extra={t('deadline.noteHint')}>
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}
