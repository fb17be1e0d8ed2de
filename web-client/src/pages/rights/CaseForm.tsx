import { Breadcrumb, Button, Card, Flex, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { useHoldUpdates } from '@/app/live/LiveUpdates';
import { paths } from '@/app/paths';
import { RightsCaseKindsDocument, SaveRightsCaseDocument, type RightsCaseFactsFragment, type RightsCaseKind } from '@/gql/graphql';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { useLeaveWarning } from '@/shared/useLeaveWarning';
import { usePhone } from '@/shared/usePhone';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { fromCase, toInput, type CaseValues } from './caseForm';
import { FactFields } from './FactFields';
import { OpponentFields } from './OpponentFields';
import { WorkersSection } from './WorkersSection';

/** Registers a case, or changes one: its kind first, then what that kind asks for. What is typed stays in memory. */
export function CaseForm(props: { of?: RightsCaseFactsFragment; initial: Partial<CaseValues>; household?: string }) {
  const { t } = useTranslation('rights');
  const { t: common } = useTranslation();
  const { written, chosen } = useRules();
  const navigate = useNavigate();
  const phone = usePhone();
  const leave = useLeaveWarning();
  const kinds = useEnumOptions('RightsCaseKind');
  useHoldUpdates(true);
  const { of } = props;
  const [form] = Form.useForm<CaseValues>();
  const kind = Form.useWatch<RightsCaseKind | undefined>('kind', form) ?? props.initial.kind;
  const [{ data, error }, retry] = useQuery({ query: RightsCaseKindsDocument });
  const info = data?.rightsCaseKinds.find((one) => one.kind === kind);
  const state = useSubmit(SaveRightsCaseDocument, {
    payload: (answer) => answer.saveRightsCase,
    form,
    row: (payload) => payload.case,
    rowToForm: (row: RightsCaseFactsFragment) => fromCase(row) ?? {},
    success: t('form.saved'),
    onDone: ({ case: saved }) => {
      leave.settled();
      if (saved) void navigate(paths.rightsCase(saved.id), { replace: true });
    },
  });
  const back = of ? paths.rightsCase(of.id) : props.household ? `${paths.household(props.household)}?tab=rights` : paths.rights;
  return (
    <Page
      title={of ? t('form.edit') : t('report')}
      lead={of ? [of.label, of.number].join(' · ') : t('form.lead')}
      above={<Breadcrumb items={[{ title: <Link to={paths.rights}>{t('title')}</Link> }, { title: of?.number ?? t('report') }]} />}
    >
      <SubmitProblems of={state} />
      {error && !data && <LoadProblem error={error} retry={() => retry()} />}
      <Form<CaseValues>
        form={form}
        layout="vertical"
        initialValues={props.initial}
        onValuesChange={leave.changed}
        onFinish={() => {
          // Also what was typed for another kind is there, and members are more than their fields.
          const input = toInput(form.getFieldsValue(true) as CaseValues, info?.facts.map((one) => one.fact) ?? []);
          void state.submit(of ? { ...input, id: of.id, version: of.version } : input);
        }}
        style={{ maxWidth: 960 }}
      >
        <Flex vertical gap="middle">
          <Card size="small" title={t('form.sections.kind')}>
            <Form.Item name="kind" label={t('field.kind')} rules={chosen(t('field.kind'))} style={{ maxWidth: 420 }}>
              <Select options={kinds} showSearch={{ optionFilterProp: 'label' }} />
            </Form.Item>
            {kind && <FactFields of={info} />}
          </Card>
          <Card size="small" title={t('form.sections.opponent')}>
            <OpponentFields />
          </Card>
          <Card size="small" title={t('form.sections.workers')}>
            <WorkersSection household={props.household} />
          </Card>
          <Card size="small" title={t('form.sections.account')}>
            <Form.Item name="account" label={t('field.account')} rules={written(t('field.account'))} extra={t('form.accountHint')}>
              <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} />
            </Form.Item>
            <Form.Item name="claim" label={t('field.claim')} rules={written(t('field.claim'))} extra={t('form.claimHint')} style={{ marginBottom: 0 }}>
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
            </Form.Item>
          </Card>
          <Flex gap="small" justify="end" vertical={phone}>
            <Button type="primary" htmlType="submit" size="large" block={phone} loading={state.pending} disabled={!data}>
              {of ? common('actions.save') : t('report')}
            </Button>
            <Button size="large" block={phone} onClick={() => void navigate(back)}>
              {common('actions.cancel')}
            </Button>
          </Flex>
        </Flex>
      </Form>
    </Page>
  );
}
