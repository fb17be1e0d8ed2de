import { Breadcrumb, Button, Card, Flex, Form, Input, InputNumber, Radio, Result, Select, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { useHoldUpdates } from '@/app/live/LiveUpdates';
import { paths } from '@/app/paths';
import {
  CreateProgrammeDocument, ProgrammePageDocument, UpdateProgrammeDocument, type ProgrammeAnswerFragment, type ProgrammeFactsFragment, type ProgrammeKind,
} from '@/gql/graphql';
import { DateInput } from '@/shared/DateInput';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { isFile, wordsOf } from '@/shared/needyFile';
import { Page } from '@/shared/Page';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { useLeaveWarning } from '@/shared/useLeaveWarning';
import { usePhone } from '@/shared/usePhone';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { AmountsEditor, PapersEditor } from './AmountsEditor';
import { ProgrammePreview } from './Preview';
import { fromProgramme, toProgrammeInput, toTerms, type ProgrammeValues } from './programmeForm';
import { RulesEditor } from './RulesEditor';
import { today } from '@/shared/day';

const firstKind: ProgrammeKind = 'LIVING_RELIEF';

/** Writes the draft of a programme, or changes one. */
export default function ProgrammeFormPage() {
  const { id } = useParams();
  return id ? <Edit key={id} id={id} /> : <ProgrammeForm />;
}

function Edit(props: { id: string }) {
  const { t } = useTranslation('aid');
  const [{ data, error }, retry] = useQuery({ query: ProgrammePageDocument, variables: { id: props.id } });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  const programme = data.programme;
  if (programme?.manageable && programme.state !== 'CLOSED') return <ProgrammeForm programme={programme} />;
  return (
    <Result
      status="404"
      title={programme ? t('form.fixed') : t('programme.gone')}
      extra={<Link to={programme ? paths.programme(programme.id) : paths.programmes}>{programme?.name ?? t('title')}</Link>}
    />
  );
}

function ProgrammeForm({ programme }: { programme?: ProgrammeFactsFragment }) {
  const { t } = useTranslation('aid');
  const { t: common } = useTranslation();
  const { written, chosen } = useRules();
  const kinds = useEnumOptions('ProgrammeKind');
  const deciders = useEnumOptions('AidDecider');
  const navigate = useNavigate();
  const phone = usePhone();
  const leave = useLeaveWarning();
  const [form] = Form.useForm<ProgrammeValues>();
  useHoldUpdates(true);
  const open = programme?.state === 'OPEN';
  const saved = (payload: ProgrammeAnswerFragment) => {
    leave.settled();
    if (payload.programme) void navigate(paths.programme(payload.programme.id), { replace: true });
  };
  const create = useSubmit(CreateProgrammeDocument, { payload: (data) => data.createProgramme, form, onDone: saved, success: t('form.saved') });
  const update = useSubmit(UpdateProgrammeDocument, {
    payload: (data) => data.updateProgramme,
    form,
    row: (payload) => payload.programme,
    rowToForm: (row: ProgrammeFactsFragment) => fromProgramme(row),
    onDone: saved,
    success: open ? t('form.applies') : t('form.saved'),
  });
  const state = programme ? update : create;
  const kind = Form.useWatch<ProgrammeKind | undefined>('kind', form) ?? programme?.kind ?? firstKind;
  const opensOn = Form.useWatch<string | undefined>('opensOn', form);
  const save = (values: ProgrammeValues) => {
    const { year, kind: chosenKind, ...facts } = toProgrammeInput(values);
    if (programme) void update.submit({ ...facts, id: programme.id, version: programme.version, reason: values.reason ?? null });
    else void create.submit({ ...facts, year, kind: chosenKind });
  };
  const toPreview = () => {
    const values = form.getFieldsValue(true) as ProgrammeValues;
    return { id: programme?.id, year: values.year, kind: values.kind, terms: toTerms(values.kind, values.terms) };
  };
  return (
    <Page
      title={programme ? t('form.edit') : t('form.title')}
      lead={open ? t('form.leadOpen') : t('form.lead')}
      above={<Breadcrumb items={[{ title: <Link to={paths.programmes}>{t('title')}</Link> }, { title: programme?.name ?? t('list.new') }]} />}
    >
      <SubmitProblems of={state} />
      <Form<ProgrammeValues>
        form={form}
        layout="vertical"
        initialValues={programme ? fromProgramme(programme) : { year: dayjs(today()).year(), kind: firstKind, terms: { rules: [], amounts: [{}], papers: [], decides: 'SETTER' } }}
        onValuesChange={leave.changed}
        onFinish={save}
        style={{ maxWidth: 860 }}
      >
        <Flex vertical gap="middle">
          <Card size="small" title={t('form.facts')}>
            <Flex gap="middle" wrap>
              <Form.Item name="year" label={t('programme.year')} rules={chosen(t('programme.year'))} style={{ flex: '1 1 120px' }}>
                <InputNumber min={2000} max={2100} precision={0} disabled={Boolean(programme)} style={{ width: '100%' }} />
              </Form.Item>
              <Form.Item name="kind" label={t('programme.kind')} style={{ flex: '1 1 180px' }}>
                <Select options={kinds} disabled={Boolean(programme)} showSearch={{ optionFilterProp: 'label' }} />
              </Form.Item>
            </Flex>
            <Form.Item name="name" label={t('programme.name')} rules={written(t('programme.name'))}>
              <Input maxLength={60} placeholder={t('form.nameHint')} />
            </Form.Item>
            <Flex gap="middle" wrap>
              <Form.Item name="opensOn" label={t('programme.opensOn')} rules={chosen(t('programme.opensOn'))} style={{ flex: '1 1 200px' }}>
                <DateInput />
              </Form.Item>
              <Form.Item name="closesOn" label={t('programme.closesOn')} rules={chosen(t('programme.closesOn'))} style={{ flex: '1 1 200px' }}>
                <DateInput min={opensOn} />
              </Form.Item>
            </Flex>
            <Form.Item name="note" label={t('programme.note')}>
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={1000} />
            </Form.Item>
          </Card>
          <Card size="small" title={t('rule.title')}>
            <Flex vertical gap="middle">
              <Typography.Text type="secondary">{t('rule.lead')}</Typography.Text>
              <RulesEditor />
            </Flex>
          </Card>
          {!isFile({ kind }) && (
            <Card size="small" title={t('amount.title')}>
              <AmountsEditor />
            </Card>
          )}
          <Card size="small" title={t('paper.title')}>
            <PapersEditor />
          </Card>
          <Card size="small" title={t('decides.title')}>
            <Form.Item name={['terms', 'decides']} label={t('decides.field')} extra={t('decides.hint', wordsOf({ kind }))} style={{ marginBottom: 0 }}>
              <Radio.Group options={deciders} style={{ display: 'flex', flexWrap: 'wrap', rowGap: 8 }} />
            </Form.Item>
          </Card>
          <Card size="small" title={t('preview.title')}>
            <ProgrammePreview input={toPreview} compares={open} />
          </Card>
          {open && (
            <Form.Item name="reason" label={t('form.reason')} extra={t('form.reasonHint')}>
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} maxLength={500} />
            </Form.Item>
          )}
          <Flex gap="small" justify="end" vertical={phone}>
            <Button type="primary" htmlType="submit" size="large" block={phone} loading={state.pending}>
              {open ? t('form.apply') : t('form.save')}
            </Button>
            <Button size="large" block={phone} onClick={() => void navigate(programme ? paths.programme(programme.id) : paths.programmes)}>
              {common('actions.cancel')}
            </Button>
          </Flex>
        </Flex>
      </Form>
    </Page>
  );
}
