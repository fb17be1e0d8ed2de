import { Alert, Breadcrumb, Button, Card, Checkbox, Flex, Form, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useHoldUpdates } from '@/app/live/LiveUpdates';
import { paths } from '@/app/paths';
import { SaveAidApplicationDocument, StepAidApplicationsDocument, type AidApplicationFactsFragment, type EligibilityFactsFragment, type HouseholdToApplyQuery, type ProgrammeKind } from '@/gql/graphql';
import { Findings } from '@/pages/aid/Findings';
import { useAboveZero } from '@/pages/funds/fields';
import { formatMoney } from '@/shared/format';
import { MoneyInput } from '@/shared/MoneyInput';
import { isFile, wordsOf } from '@/shared/needyFile';
import { Page } from '@/shared/Page';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { useLeaveWarning } from '@/shared/useLeaveWarning';
import { usePhone } from '@/shared/usePhone';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { PayeeFields } from './PayeeFields';
import { fromApplication, pupilParts, suggested, toInput, type ApplicationValues } from './applicationForm';

/** The fields of an application; it is saved as a draft, or saved and submitted at once. */
export function ApplicationForm(props: {
  household: NonNullable<HouseholdToApplyQuery['household']>;
  programme: { id: string; name: string; kind: ProgrammeKind };
  /** What the rules say today; nothing where the programme takes no applications any more. */
  eligibility: EligibilityFactsFragment | undefined;
  memberId: string | null;
  application?: AidApplicationFactsFragment;
  /** Called when all is written and the page is left. */
  onLeave?: () => void;
}) {
  const { t } = useTranslation('applications');
  const { t: common } = useTranslation();
  const { written, chosen } = useRules();
  const aboveZero = useAboveZero();
  const navigate = useNavigate();
  const phone = usePhone();
  const leave = useLeaveWarning();
  useHoldUpdates(true);
  const { household, programme, eligibility, application } = props;
  const file = isFile(programme);
  const words = wordsOf(programme);
  const [form] = Form.useForm<ApplicationValues>();
  // What was saved already and then could not be submitted is changed by the next attempt.
  const [saved, setSaved] = useState<{ id: string; version: number } | undefined>(application);
  const submits = useRef(false);
  const pupils = pupilParts(eligibility).map((one) => ({ value: one.memberId, label: household.members.find((member) => member.id === one.memberId)?.name ?? '' }));
  if (application?.member && !pupils.some((one) => one.value === application.member?.id)) pupils.push({ value: application.member.id, label: application.member.name });
  const first = props.memberId ?? (pupils.length === 1 ? (pupils[0]?.value ?? null) : null);
  const memberId = Form.useWatch<string | null | undefined>('memberId', form) ?? (pupils.length > 0 ? first : null);
  const range = suggested(eligibility, memberId);
  const papers = eligibility?.programme.terms.papers ?? application?.papers.map((one) => one.name) ?? [];
  const home = `${paths.household(household.id)}?tab=aid`;

  const leaveTo = (id: string) => {
    leave.settled();
    props.onLeave?.();
    void navigate(paths.aidApplication(id), { replace: true });
  };
  const step = useSubmit(StepAidApplicationsDocument, {
    payload: (data) => data.stepAidApplications,
    form,
    success: t('form.submitted'),
    onDone: ({ applications: [done] }) => done && leaveTo(done.id),
  });
  const save = useSubmit(SaveAidApplicationDocument, {
    payload: (data) => data.saveAidApplication,
    form,
    row: (payload) => payload.application,
    rowToForm: (row: AidApplicationFactsFragment) => fromApplication(row),
    success: false,
    onDone: ({ application: done }) => {
      if (!done) return;
      setSaved({ id: done.id, version: done.version });
      if (submits.current) void step.submit({ step: 'SUBMIT', lines: [{ id: done.id, version: done.version }] });
      else leaveTo(done.id);
    },
  });
  const finish = (values: ApplicationValues) => {
    const input = toInput(values, { householdId: household.id, programme, papers });
    void save.submit(saved ? { ...input, id: saved.id, version: saved.version } : input);
  };
  const send = (submit: boolean) => {
    submits.current = submit;
    form.submit();
  };
  const returned = application?.state === 'RETURNED' ? application.way.findLast((one) => one.to === 'RETURNED') : undefined;
  return (
    <Page
      title={application ? t('form.edit') : t('form.title', words)}
      lead={`${household.headName} · ${programme.name}`}
      above={<Breadcrumb items={[{ title: <Link to={home}>{household.headName}</Link> }, { title: programme.name }]} />}
    >
      {returned && <Alert type="warning" showIcon title={t('form.returned', { union: returned.union?.shortName ?? t('above') })} description={returned.reason} />}
      <SubmitProblems of={save} />
      <SubmitProblems of={step} />
      <Form<ApplicationValues>
        form={form}
        layout="vertical"
        initialValues={application ? fromApplication(application) : { memberId: first, asked: suggested(eligibility, first)?.least, papers: [] }}
        onValuesChange={(changed: Partial<ApplicationValues>) => {
          leave.changed();
          if (changed.memberId !== undefined && !form.isFieldTouched('asked')) form.setFieldsValue({ asked: suggested(eligibility, changed.memberId)?.least });
        }}
        onFinish={finish}
        style={{ maxWidth: 860 }}
      >
        <Flex vertical gap="middle">
          <Card size="small" title={t('form.what')}>
            {pupils.length > 0 && (
              <Form.Item name="memberId" label={t('field.member')} rules={chosen(t('field.member'))}>
                <Select options={pupils} disabled={Boolean(application?.member)} />
              </Form.Item>
            )}
            {!file && (
              <Form.Item
                name="asked"
                label={t('field.asked')}
                required
                rules={[aboveZero()]}
                extra={range && (range.least === range.most ? t('form.standard', { amount: formatMoney(range.most) }) : t('form.range', { least: formatMoney(range.least), most: formatMoney(range.most) }))}
              >
                <MoneyInput unit={t('yuan')} />
              </Form.Item>
            )}
            <Form.Item name="reason" label={t('field.reason')} rules={written(t('field.reason'))} extra={t('form.reasonHint', words)}>
              <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={500} />
            </Form.Item>
            {papers.length > 0 && (
              <Form.Item name="papers" label={t('papers')} extra={t('form.papersHint')} style={{ marginBottom: 0 }}>
                <Checkbox.Group options={[...papers]} style={{ display: 'flex', flexDirection: 'column', gap: 8 }} />
              </Form.Item>
            )}
          </Card>
          {!file && (
            <Card size="small" title={t('form.payee')}>
              <PayeeFields />
            </Card>
          )}
          {eligibility && (
            <Card size="small" title={t('form.findings')}>
              <Findings label={t('form.findings')} steps={eligibility.steps} />
            </Card>
          )}
          <Flex gap="small" justify="end" vertical={phone}>
            <Button type="primary" size="large" block={phone} loading={save.pending || step.pending} onClick={() => send(true)}>
              {t('form.submit')}
            </Button>
            <Button size="large" block={phone} disabled={save.pending || step.pending} onClick={() => send(false)}>
              {t('form.save')}
            </Button>
            <Button size="large" block={phone} onClick={() => void navigate(saved ? paths.aidApplication(saved.id) : home)}>
              {common('actions.cancel')}
            </Button>
          </Flex>
        </Flex>
      </Form>
    </Page>
  );
}
