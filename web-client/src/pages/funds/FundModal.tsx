import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { CreateFundDocument, UpdateFundDocument, type FundFactsFragment, type FundSource, type ProgrammeKind } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { useProgrammeOptions, YearSelect } from './FundParts';

interface Values {
  name: string;
  source: FundSource;
  year: number;
  programmes?: ProgrammeKind[];
  documentNumber?: string | null;
  note?: string | null;
}

/** Sets up a fund of the own union, or changes what is written down about one. */
export function FundModal(props: { fund?: FundFactsFragment; year: number; open: boolean; onClose: () => void; onDone?: (id: string) => void }) {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const { written, chosen } = useRules();
  const { fund, onClose } = props;
  const [form] = Form.useForm<Values>();
  const sources = useEnumOptions('FundSource');
  const programmes = useProgrammeOptions();
  const done = (saved: { id: string } | null) => {
    onClose();
    if (saved) props.onDone?.(saved.id);
  };
  const create = useSubmit(CreateFundDocument, { payload: (data) => data.createFund, form, onDone: (payload) => done(payload.fund), success: t('list.created') });
  const update = useSubmit(UpdateFundDocument, { payload: (data) => data.updateFund, form, row: (payload) => payload.fund, onDone: (payload) => done(payload.fund) });
  const save = ({ source, year, ...rest }: Values) => {
    const facts = { ...blanksToNull(rest), programmes: rest.programmes ?? [] };
    if (fund) void update.submit({ ...facts, id: fund.id, version: fund.version });
    else void create.submit({ ...facts, source, year });
  };
  return (
    <FormModal<Values>
      open={props.open}
      onClose={onClose}
      title={fund ? common('actions.edit') : t('list.new')}
      lead={fund && t('list.fixed')}
      okText={common('actions.save')}
      form={form}
      state={fund ? update : create}
      initialValues={fund ? { ...fund, programmes: [...fund.programmes] } : { year: props.year }}
      onFinish={save}
    >
      <Form.Item name="name" label={t('list.name')} rules={written(t('list.name'))} extra={t('list.nameHint')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="source" label={t('list.source')} rules={chosen(t('list.source'))}>
        <Select options={sources} disabled={Boolean(fund)} />
      </Form.Item>
      <Form.Item name="year" label={t('year')} rules={chosen(t('year'))}>
        <YearSelect most={3} disabled={Boolean(fund)} />
      </Form.Item>
      <Form.Item name="programmes" label={t('list.programmes')} extra={t('list.programmesHint')}>
        <Select mode="multiple" options={programmes} allowClear optionFilterProp="label" />
      </Form.Item>
      <Form.Item name="documentNumber" label={t('documentNumber')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="note" label={t('list.note')} extra={t('list.noteHint')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}
