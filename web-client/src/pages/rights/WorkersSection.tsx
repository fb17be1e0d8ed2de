import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Card, Col, Flex, Form, Input, InputNumber, Row, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '@/pages/households/formParts';
import { cleanIdNumber, isMasked, readIdNumber } from '@/pages/households/idNumber';
import { formatMoney } from '@/shared/format';
import { sumOf } from '@/shared/money';
import { MoneyInput } from '@/shared/MoneyInput';
import { useRules } from '@/shared/useRules';
import { AddMembers } from './AddMembers';
import type { WorkerValues } from './caseForm';

/** Most workers that one case names, as the server has it. */
const most = 200;

/** Whose right it is: out of a household's file or typed, how much each claims, and how many are concerned in all. */
export function WorkersSection(props: { household?: string }) {
  const { t } = useTranslation('rights');
  const form = Form.useFormInstance();
  // Whose file they are in is no field.
  const workers = (Form.useWatch('workers', { form, preserve: true }) as WorkerValues[] | undefined) ?? [];
  // As many are concerned as are named, until somebody counts more.
  const changing = (change: () => void) => {
    const before = Math.max(1, workers.length);
    change();
    const named = Math.max(1, (form.getFieldValue('workers') as WorkerValues[]).length);
    const concerned = (form.getFieldValue('workersConcerned') as number | null) ?? 0;
    if (concerned < named || concerned === before) form.setFieldValue('workersConcerned', named);
  };
  return (
    <>
      <Form.List
        name="workers"
        rules={[{ validator: async (_, rows: WorkerValues[] | undefined) => ((rows?.length ?? 0) === 0 ? Promise.reject(new Error(t('form.workerNeeded'))) : undefined) }]}
      >
        {(fields, { add, remove }, { errors }) => (
          <Flex vertical gap="middle">
            <AddMembers
              household={props.household}
              workers={workers}
              onAdd={(worker) => changing(() => add(worker))}
              onRemove={(memberId) => changing(() => remove(workers.findIndex((one) => one?.memberId === memberId)))}
            />
            {fields.map((field) => (
              <Card
                key={field.key}
                size="small"
                type="inner"
                title={workers[field.name]?.name || t('workers.nth', { n: field.name + 1 })}
                extra={
                  <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('workers.remove', { name: workers[field.name]?.name || t('workers.nth', { n: field.name + 1 }) })} onClick={() => changing(() => remove(field.name))} />
                }
              >
                <WorkerFields at={field.name} worker={workers[field.name]} />
              </Card>
            ))}
            <Form.ErrorList errors={errors} />
            <Flex gap="middle" wrap align="center" justify="space-between">
              <Button
                icon={<PlusOutlined />}
                disabled={fields.length >= most}
                onClick={() => changing(() => add({}))}
              >
                {t('workers.add')}
              </Button>
              <output>
                {t('workers.sum', { count: fields.length, amount: formatMoney(sumOf(workers.map((one) => one?.claimed))) })}
              </output>
            </Flex>
          </Flex>
        )}
      </Form.List>
      <Form.Item
        name="workersConcerned"
        label={t('field.workers')}
        dependencies={['workers']}
        extra={t('form.concernedHint')}
        style={{ marginTop: 16, maxWidth: 240 }}
        rules={[
          {
            required: true,
            validator: (_, value: number | null | undefined) => ((value ?? 0) >= Math.max(1, workers.length) ? Promise.resolve() : Promise.reject(new Error(t('form.concernedLow', { n: Math.max(1, workers.length) })))),
          },
        ]}
      >
        <InputNumber min={1} precision={0} suffix={t('peopleUnit')} style={{ width: '100%' }} />
      </Form.Item>
    </>
  );
}

function WorkerFields({ at, worker }: { at: number; worker: WorkerValues | undefined }) {
  const { t } = useTranslation('rights');
  const { t: households } = useTranslation('households');
  const { written } = useRules();
  const problems = { length: households('member.idLength'), checksum: households('member.idChecksum'), date: households('member.idDate') };
  const claimed = (
    <Field name={[at, 'claimed']} label={t('workers.claimed')}>
      <MoneyInput unit={t('yuan')} />
    </Field>
  );
  if (worker?.memberId) {
    return (
      <Row gutter={16} align="middle">
        <Col xs={24} md={12} xl={8}>
          <Typography.Text type="secondary">{worker.household ? t('workers.ofHousehold', { name: worker.household }) : t('workers.ofFile')}</Typography.Text>
        </Col>
        {claimed}
      </Row>
    );
  }
  return (
    <Row gutter={16}>
      <Field name={[at, 'name']} label={t('workers.name')} rules={written(t('workers.name'))}>
        <Input maxLength={50} autoComplete="off" />
      </Field>
      <Field
        name={[at, 'idNumber']}
        label={t('workers.idNumber')}
        normalize={(text: string) => (isMasked(text) ? text : cleanIdNumber(text))}
        validateTrigger="onBlur"
        rules={[
          {
            validator: async (_, text: string | null | undefined) => {
              if (!text || isMasked(text)) return;
              const reading = readIdNumber(text);
              if (!reading.ok) throw new Error(problems[reading.problem]);
            },
          },
        ]}
      >
        <Input maxLength={21} autoComplete="off" />
      </Field>
      <Field name={[at, 'phone']} label={t('workers.phone')}>
        <Input type="tel" maxLength={20} autoComplete="off" />
      </Field>
      {claimed}
    </Row>
  );
}
