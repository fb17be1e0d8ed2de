import { Alert, Button, Flex, Form, Input, Select, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { PreviewLivingLineDocument, SetLivingLineDocument, type LineArea, type LineFactsFragment, type PreviewLivingLineQuery } from '@/gql/graphql';
import { MoneyInput } from '@/shared/MoneyInput';
import { DateInput } from '@/shared/DateInput';
import { EmptyHint } from '@/shared/EmptyHint';
import { FormModal } from '@/shared/FormModal';
import { formatCount } from '@/shared/format';
import { Rows } from '@/shared/Rows';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { today } from '@/shared/day';

export interface County {
  code: string;
  name: string;
}

interface LineValues {
  divisionCode: string;
  area: LineArea;
  validFrom: string;
  monthly: string;
  source: string;
}

/** Enters a line, or corrects one; says before who gains and who loses by it. */
export function SetLineModal(props: { counties: readonly County[]; line?: LineFactsFragment; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('aid');
  const { written, chosen } = useRules();
  const areas = useEnumOptions('LineArea');
  const [form] = Form.useForm<LineValues>();
  const { counties, line } = props;
  const state = useSubmit(SetLivingLineDocument, {
    payload: (data) => data.setLivingLine,
    form,
    onDone: props.onClose,
    success: t('line.saved'),
  });
  const first = counties.length === 1 ? counties[0]?.code : undefined;
  const initial: Partial<LineValues> = line
    ? { divisionCode: line.divisionCode, area: line.area, validFrom: line.validFrom, source: line.source }
    : { divisionCode: first, area: 'RURAL', validFrom: dayjs(today()).startOf('month').format('YYYY-MM-DD') };
  return (
    <FormModal
      open={props.open}
      onClose={props.onClose}
      width={640}
      title={line ? t('line.correct') : t('line.new')}
      lead={line ? t('line.correctWhat') : t('line.newWhat')}
      okText={t('line.save')}
      form={form}
      state={state}
      initialValues={initial}
      onFinish={(values) => void state.submit({ ...values, correctsId: line?.id ?? null })}
    >
      <Flex gap="middle" wrap>
        <Form.Item name="divisionCode" label={t('line.place')} rules={chosen(t('line.place'))} style={{ flex: '1 1 180px' }}>
          <Select disabled={Boolean(line)} options={counties.map((one) => ({ value: one.code, label: one.name }))} />
        </Form.Item>
        <Form.Item name="area" label={t('line.area')} style={{ flex: '1 1 120px' }}>
          <Select disabled={Boolean(line)} options={areas} />
        </Form.Item>
      </Flex>
      <Flex gap="middle" wrap>
        <Form.Item name="validFrom" label={t('line.validFrom')} extra={t('line.validFromHint')} rules={chosen(t('line.validFrom'))} style={{ flex: '1 1 180px' }}>
          <DateInput disabled={Boolean(line)} />
        </Form.Item>
        <Form.Item name="monthly" label={t('line.monthly')} rules={chosen(t('line.monthly'))} style={{ flex: '1 1 180px' }}>
          <MoneyInput unit={t('amount.yuan')} />
        </Form.Item>
      </Flex>
      <Form.Item name="source" label={t('line.source')} rules={written(t('line.source'))}>
        <Input maxLength={100} placeholder={t('line.sourceHint')} />
      </Form.Item>
      <LinePreview values={() => form.validateFields(['divisionCode', 'area', 'validFrom', 'monthly'])} />
    </FormModal>
  );
}

type Counts = NonNullable<PreviewLivingLineQuery['previewLivingLine']['preview']>;

function LinePreview(props: { values: () => Promise<Omit<LineValues, 'source'>> }) {
  const { t } = useTranslation('aid');
  const { t: common } = useTranslation();
  const client = useClient();
  const [counting, setCounting] = useState(false);
  const [counts, setCounts] = useState<Counts | null>(null);
  const [faults, setFaults] = useState<string[]>([]);
  const count = async () => {
    const { divisionCode, area, validFrom, monthly } = await props.values();
    setCounting(true);
    const answer = await client.query(PreviewLivingLineDocument, { input: { divisionCode, area, validFrom, monthly } }, { requestPolicy: 'network-only' });
    setCounting(false);
    const payload = answer.data?.previewLivingLine;
    setCounts(payload?.preview ?? null);
    const said = payload?.errors.map((one) => one.message) ?? [];
    setFaults(payload ? said : [answer.error?.graphQLErrors[0]?.message ?? common('form.network')]);
  };
  return (
    <Flex vertical gap="small" align="start">
      <Typography.Text type="secondary">{t('preview.lineLead')}</Typography.Text>
      {/* Fields at fault say so themselves. */}
      <Button loading={counting} onClick={() => void count().catch(() => undefined)}>
        {t('preview.button')}
      </Button>
      <div aria-live="polite" style={{ width: '100%' }}>
        {faults.map((text) => (
          <Alert key={text} type="error" showIcon title={text} />
        ))}
        {counts && (
          <Rows
            label={t('preview.title')}
            rows={counts}
            rowKey={(row) => row.programme.id}
            empty={<EmptyHint text={t('preview.lineNone')} />}
            columns={[
              { key: 'programme', title: t('programme.name'), render: (row) => row.programme.name },
              { key: 'before', title: t('preview.before'), align: 'right', render: (row) => formatCount(row.before) },
              { key: 'after', title: t('preview.after'), align: 'right', render: (row) => formatCount(row.after) },
              { key: 'gained', title: t('preview.gained'), align: 'right', render: (row) => formatCount(row.gained) },
              { key: 'lost', title: t('preview.lost'), align: 'right', render: (row) => formatCount(row.lost) },
            ]}
          />
        )}
      </div>
    </Flex>
  );
}
