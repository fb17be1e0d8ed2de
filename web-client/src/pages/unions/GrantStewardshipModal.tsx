import { DatePicker, Form, Input } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { GrantStewardshipDocument } from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { UnionPicker } from '@/shared/UnionPicker';
import { useSubmit } from '@/shared/useSubmit';
import { today } from '@/shared/day';

interface Values {
  unionId: string;
  stewardId: string;
  beginsOn: Dayjs;
  endsOn?: Dayjs | null;
  reason: string;
}

/** Lets a superior do the work of a union without staff of its own (代管). */
export function GrantStewardshipModal(props: { unionId?: string; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('unions');
  const [form] = Form.useForm<Values>();
  const state = useSubmit(GrantStewardshipDocument, {
    payload: (data) => data.grantStewardship,
    form,
    success: t('stewardships.granted'),
    onDone: props.onClose,
  });
  return (
    <FormModal<Values>
      open={props.open}
      onClose={props.onClose}
      title={t('stewardships.grant')}
      lead={t('stewardships.grantWhat')}
      okText={t('stewardships.grant')}
      form={form}
      state={state}
      initialValues={{ unionId: props.unionId, beginsOn: dayjs(today()) }}
      onFinish={({ beginsOn, endsOn, ...values }) =>
        void state.submit({
          ...values,
          beginsOn: beginsOn.format('YYYY-MM-DD'),
          endsOn: endsOn ? endsOn.format('YYYY-MM-DD') : null,
        })
      }
    >
      <Form.Item name="unionId" label={t('stewardships.union')} rules={[{ required: true, message: t('stewardships.unionRequired') }]}>
        <UnionPicker />
      </Form.Item>
      <Form.Item name="stewardId" label={t('stewardships.steward')} rules={[{ required: true, message: t('stewardships.stewardRequired') }]}>
        <UnionPicker except={props.unionId} />
      </Form.Item>
      <Form.Item name="beginsOn" label={t('stewardships.beginsOn')} rules={[{ required: true, message: t('stewardships.beginsOnRequired') }]}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="endsOn" label={t('stewardships.endsOn')} extra={t('stewardships.endsOnHint')}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="reason" label={t('acts.reason')} rules={[{ required: true, whitespace: true, message: t('acts.reasonRequired') }]}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}
