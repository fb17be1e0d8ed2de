import { Breadcrumb, Button, Card, Checkbox, Flex, Form, Input, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { useHoldUpdates } from '@/app/live/LiveUpdates';
import { paths } from '@/app/paths';
import { CreateSurveyRoundDocument, SurveyRoundPageDocument, UpdateSurveyRoundDocument, type RoundAnswerFragment, type RoundFactsFragment } from '@/gql/graphql';
import { DateInput } from '@/shared/DateInput';
import { today } from '@/shared/day';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { UnionPicker } from '@/shared/UnionPicker';
import { useLeaveWarning } from '@/shared/useLeaveWarning';
import { usePhone } from '@/shared/usePhone';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { QuestionsEditor } from './QuestionsEditor';
import { fromRound, toRoundInput, type RoundValues } from './roundForm';

/** Writes the draft of a round, or changes one. */
export default function RoundFormPage() {
  const { id } = useParams();
  return id ? <Edit key={id} id={id} /> : <DraftForm />;
}

function Edit(props: { id: string }) {
  const { t } = useTranslation('surveys');
  const [{ data, error }, retry] = useQuery({ query: SurveyRoundPageDocument, variables: { id: props.id } });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  const round = data.surveyRound;
  if (round?.state === 'DRAFT' && round.manageable) return <DraftForm round={round} />;
  return <Result status="404" title={round ? t('draft.fixed') : t('round.gone')} extra={<Link to={round ? paths.survey(round.id) : paths.surveys}>{round?.name ?? t('title')}</Link>} />;
}

function DraftForm({ round }: { round?: RoundFactsFragment }) {
  const { t } = useTranslation('surveys');
  const { t: common } = useTranslation();
  const { written, chosen } = useRules();
  const kinds = useEnumOptions('HouseholdKind');
  const navigate = useNavigate();
  const phone = usePhone();
  const leave = useLeaveWarning();
  const [form] = Form.useForm<RoundValues>();
  useHoldUpdates(true);
  const saved = (payload: RoundAnswerFragment) => {
    leave.settled();
    if (payload.round) void navigate(paths.survey(payload.round.id), { replace: true });
  };
  const create = useSubmit(CreateSurveyRoundDocument, { payload: (data) => data.createSurveyRound, form, onDone: saved, success: t('draft.saved') });
  const update = useSubmit(UpdateSurveyRoundDocument, {
    payload: (data) => data.updateSurveyRound,
    form,
    row: (payload) => payload.round,
    rowToForm: (row: RoundFactsFragment) => fromRound(row),
    onDone: saved,
    success: t('draft.saved'),
  });
  const state = round ? update : create;
  const opensOn = Form.useWatch<string | undefined>('opensOn', form);
  const save = (values: RoundValues) => {
    const input = toRoundInput(values);
    if (round) void update.submit({ ...input, id: round.id, version: round.version });
    else void create.submit(input);
  };
  return (
    <Page
      title={round ? t('draft.edit') : t('draft.title')}
      lead={t('draft.lead')}
      above={<Breadcrumb items={[{ title: <Link to={paths.surveys}>{t('title')}</Link> }, { title: round?.name ?? t('list.new') }]} />}
    >
      <SubmitProblems of={state} />
      <Form<RoundValues>
        form={form}
        layout="vertical"
        initialValues={round ? fromRound(round) : { opensOn: today(), kinds: kinds.map((one) => one.value), questions: [] }}
        onValuesChange={leave.changed}
        onFinish={save}
        style={{ maxWidth: 860 }}
      >
        <Flex vertical gap="middle">
          <Card size="small" title={t('draft.facts')}>
            <Form.Item name="name" label={t('round.name')} rules={written(t('round.name'))}>
              <Input maxLength={60} placeholder={t('draft.nameHint')} />
            </Form.Item>
            <Flex gap="middle" wrap>
              <Form.Item name="opensOn" label={t('round.opensOn')} rules={chosen(t('round.opensOn'))} style={{ flex: '1 1 200px' }}>
                <DateInput />
              </Form.Item>
              <Form.Item name="closesOn" label={t('round.closesOn')} extra={t('draft.closesHint')} style={{ flex: '1 1 200px' }}>
                <DateInput min={opensOn} />
              </Form.Item>
            </Flex>
            <Form.Item name="scopeId" label={t('round.scope')} extra={t('draft.scopeHint')}>
              <UnionPicker />
            </Form.Item>
            <Form.Item name="kinds" label={t('round.kinds')}>
              <Checkbox.Group options={kinds} aria-label={t('round.kinds')} />
            </Form.Item>
            <Form.Item name="note" label={t('round.note')} extra={t('draft.noteHint')}>
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={1000} />
            </Form.Item>
          </Card>
          <Card size="small" title={t('question.title')}>
            <QuestionsEditor />
          </Card>
          <Flex gap="small" justify="end" vertical={phone}>
            <Button type="primary" htmlType="submit" size="large" block={phone} loading={state.pending}>
              {t('draft.save')}
            </Button>
            <Button size="large" block={phone} onClick={() => void navigate(round ? paths.survey(round.id) : paths.surveys)}>
              {common('actions.cancel')}
            </Button>
          </Flex>
        </Flex>
      </Form>
    </Page>
  );
}
