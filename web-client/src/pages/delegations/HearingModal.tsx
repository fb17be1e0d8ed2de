import { Col, Form, Input, InputNumber, Row, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { SaveHearingDocument, type HearingFactsFragment, type HearingKind } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { DateInput } from '@/shared/DateInput';
import { FormModal } from '@/shared/FormModal';
import { TimeInput } from '@/shared/TimeInput';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { dayAndTime, momentOf, usualMinutes } from './hearingTime';

interface Values {
  kind: HearingKind;
  day: string;
  time: string;
  minutes: number;
  venue: string;
  note?: string | null;
}

function fromHearing({ kind, startsAt, minutes, venue, note }: HearingFactsFragment): Values {
  return { kind, ...dayAndTime(startsAt), minutes, venue, note };
}

/** Enters a date at a court, tribunal or mediation, or changes one. */
export function HearingModal({ delegationId, of, onClose }: { delegationId: string; of?: HearingFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('delegations');
  const { t: common } = useTranslation();
  const { written, chosen } = useRules();
  const kinds = useEnumOptions('HearingKind');
  const [form] = Form.useForm<Values>();
  const state = useSubmit(SaveHearingDocument, {
    // The form has the moment as a day and a time.
    payload: ({ saveHearing: answer }) => ({ ...answer, errors: answer.errors.map((one) => ({ ...one, path: one.path.map((part) => (part === 'startsAt' ? 'time' : part)) })) }),
    form,
    row: (payload) => payload.hearing,
    rowToForm: fromHearing,
    onDone: onClose,
    success: t('hearing.saved'),
  });
  return (
    <FormModal<Values>
      open
      onClose={onClose}
      title={t(of ? 'hearing.edit' : 'hearing.add')}
      okText={common('actions.save')}
      form={form}
      state={state}
      initialValues={of ? fromHearing(of) : { minutes: usualMinutes }}
      onFinish={({ kind, day, time, minutes, venue, note }) =>
        void state.submit({ ...(of ? { id: of.id, version: of.version } : { delegationId }), kind, startsAt: momentOf(day, time), minutes, venue: venue.trim(), ...blanksToNull({ note }) })
      }
    >
      <Form.Item name="kind" label={t('hearing.kind')} rules={chosen(t('hearing.kind'))}>
        <Select options={kinds} />
      </Form.Item>
      <Row gutter={12}>
        <Col xs={24} sm={10}>
          <Form.Item name="day" label={t('hearing.day')} rules={chosen(t('hearing.day'))}>
            <DateInput />
          </Form.Item>
        </Col>
        <Col xs={12} sm={7}>
          <Form.Item name="time" label={t('hearing.time')} rules={chosen(t('hearing.time'))}>
            <TimeInput />
          </Form.Item>
        </Col>
        <Col xs={12} sm={7}>
          <Form.Item name="minutes" label={t('hearing.minutes')} rules={chosen(t('hearing.minutes'))}>
            <InputNumber min={5} max={1440} step={30} precision={0} suffix={t('hearing.minutesUnit')} style={{ width: '100%' }} />
          </Form.Item>
        </Col>
      </Row>
      <Form.Item name="venue" label={t('hearing.venue')} rules={written(t('hearing.venue'))} extra={t('hearing.venueHint')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="note" label={t('hearing.note')} extra={t('hearing.noteHint')}>
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}
