import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Flex, Form, Input, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHoldUpdates } from '@/app/live/LiveUpdates';
import { SetWorkYearDocument, type WorkYearDayInput, type WorkYearFactsFragment } from '@/gql/graphql';
import { DateInput } from '@/shared/DateInput';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { useLeaveWarning } from '@/shared/useLeaveWarning';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { merged, readDays, type Unread } from './workDays';

interface Values {
  source: string;
  days: Partial<WorkYearDayInput>[];
}

/** Enters or changes the holidays of a year: row by row, or pasted as a list. */
export function WorkYearForm(props: { year: number; before: WorkYearFactsFragment | undefined; onClose: () => void }) {
  const { t } = useTranslation('workYears');
  const { t: common } = useTranslation();
  const { written } = useRules();
  const leave = useLeaveWarning();
  useHoldUpdates(true);
  const { year, before } = props;
  const [form] = Form.useForm<Values>();
  const close = () => {
    leave.settled();
    props.onClose();
  };
  const state = useSubmit(SetWorkYearDocument, {
    payload: (data) => data.setWorkYear,
    form,
    row: (payload) => payload.workYear,
    rowToForm: (row: WorkYearFactsFragment) => fromYear(row),
    onDone: close,
    success: t('saved'),
  });
  const add = (added: WorkYearDayInput[]) => {
    const days = (form.getFieldValue('days') as Values['days'] | undefined) ?? [];
    form.setFieldsValue({ days: merged(days.flatMap(whole), added) });
    leave.changed();
  };
  return (
    <Flex vertical gap="middle" style={{ maxWidth: 860 }}>
      <SubmitProblems of={state} />
      <Paste year={year} onRead={add} />
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={before ? fromYear(before) : { source: '', days: [] }}
        onValuesChange={leave.changed}
        onFinish={({ source, days }) => void state.submit({ year, source: source.trim(), days: merged([], days.flatMap(whole)), version: before?.version ?? null })}
      >
        <Card size="small" title={t('form', { year })}>
          <Form.Item name="source" label={t('source')} rules={written(t('source'))} extra={t('sourceHint')}>
            <Input maxLength={100} />
          </Form.Item>
          <DayRows year={year} />
          <Flex gap="small" justify="end" style={{ marginTop: 16 }}>
            <Button onClick={close}>{common('actions.cancel')}</Button>
            <Button type="primary" htmlType="submit" loading={state.pending}>
              {common('actions.save')}
            </Button>
          </Flex>
        </Card>
      </Form>
    </Flex>
  );
}

const fromYear = (of: WorkYearFactsFragment): Values => ({ source: of.source, days: of.days.map(({ day, working, name }) => ({ day, working, name })) });

/** A row with a day; an empty one counts nothing. */
const whole = ({ day, working, name }: Partial<WorkYearDayInput>): WorkYearDayInput[] => (day ? [{ day, working: working ?? false, name: name?.trim() ?? '' }] : []);

function Paste(props: { year: number; onRead: (days: WorkYearDayInput[]) => void }) {
  const { t } = useTranslation('workYears');
  const [text, setText] = useState('');
  const [unread, setUnread] = useState<readonly Unread[]>([]);
  const read = () => {
    const found = readDays(text);
    setUnread(found.unread);
    if (found.days.length > 0) props.onRead(found.days);
    // What could not be read stays to be mended.
    setText(found.unread.map((one) => one.text).join('\n'));
  };
  return (
    <Card size="small" title={t('paste.title')}>
      <Flex vertical gap="small" align="start">
        <Typography.Text type="secondary">{t('paste.what')}</Typography.Text>
        <Input.TextArea
          aria-label={t('paste.title')}
          rows={5}
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t('paste.example', { year: props.year })}
        />
        <Button disabled={text.trim() === ''} onClick={read}>
          {t('paste.read')}
        </Button>
        {unread.length > 0 && (
          <Alert type="error" showIcon role="alert" title={t('paste.unread')} description={unread.map((one) => one.text).join('；')} />
        )}
      </Flex>
    </Card>
  );
}

function DayRows({ year }: { year: number }) {
  const { t } = useTranslation('workYears');
  const { written, chosen } = useRules();
  const kinds = [
    { value: 'off', label: t('off') },
    { value: 'work', label: t('working') },
  ];
  return (
    <Form.List name="days">
      {(fields, { add, remove }) => (
        <Flex vertical gap="small">
          {fields.map((field) => {
            const n = field.name + 1;
            return (
              <fieldset key={field.key} aria-label={t('nth', { n })} style={{ border: 0, margin: 0, padding: 0 }}>
                <Flex gap="small" wrap align="start">
                  <Form.Item name={[field.name, 'day']} rules={chosen(t('day'))} style={{ marginBottom: 0, flex: '1 1 150px' }}>
                    <DateInput label={t('dayOf', { n })} min={`${year}-01-01`} max={`${year}-12-31`} />
                  </Form.Item>
                  <Form.Item
                    name={[field.name, 'working']}
                    getValueProps={(working: boolean) => ({ value: working ? 'work' : 'off' })}
                    normalize={(kind) => kind === 'work'}
                    style={{ marginBottom: 0, flex: '1 1 110px' }}
                  >
                    <Select aria-label={t('kindOf', { n })} options={kinds} />
                  </Form.Item>
                  <Form.Item name={[field.name, 'name']} rules={written(t('name'))} style={{ marginBottom: 0, flex: '1 1 130px' }}>
                    <Input aria-label={t('nameOf', { n })} maxLength={20} placeholder={t('name')} />
                  </Form.Item>
                  <Button icon={<DeleteOutlined />} aria-label={t('remove', { n })} onClick={() => remove(field.name)} />
                </Flex>
              </fieldset>
            );
          })}
          <Button block icon={<PlusOutlined />} onClick={() => add({ working: false })}>
            {t('add')}
          </Button>
        </Flex>
      )}
    </Form.List>
  );
}
