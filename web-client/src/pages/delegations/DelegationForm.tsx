import { Breadcrumb, Button, Card, Flex, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { useHoldUpdates } from '@/app/live/LiveUpdates';
import { paths } from '@/app/paths';
import { SaveDelegationDocument, type DelegationCaseFragment, type DelegationFactsFragment } from '@/gql/graphql';
import { DateInput } from '@/shared/DateInput';
import { fromToday } from '@/shared/day';
import { formatMoney } from '@/shared/format';
import { Page } from '@/shared/Page';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { useLeaveWarning } from '@/shared/useLeaveWarning';
import { usePhone } from '@/shared/usePhone';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { AuthorityFields } from './AuthorityFields';
import { atMandates, fromDelegation, toInput, type DelegationValues } from './delegationForm';
import { FileChoice } from './FileChoice';
import { MandateFields } from './MandateFields';
import { PartnerPicker } from './PartnerPicker';

/** Writes a delegation of a case as a draft, or changes one; the partner sees nothing of it before it is offered. */
export function DelegationForm(props: { ofCase: DelegationCaseFragment; of?: DelegationFactsFragment; initial: Partial<DelegationValues> }) {
  const { t } = useTranslation('delegations');
  const { t: common } = useTranslation();
  const { written, chosen } = useRules();
  const label = useEnumLabel();
  const navigate = useNavigate();
  const phone = usePhone();
  const leave = useLeaveWarning();
  useHoldUpdates(true);
  const { of, ofCase } = props;
  const [form] = Form.useForm<DelegationValues>();
  const state = useSubmit(SaveDelegationDocument, {
    payload: ({ saveDelegation: answer }) => ({ ...answer, errors: atMandates(answer.errors, form.getFieldValue('mandates') as DelegationValues['mandates']) }),
    form,
    row: (payload) => payload.delegation,
    rowToForm: (row: DelegationFactsFragment) => fromDelegation(row, ofCase) ?? {},
    success: t('form.saved'),
    onDone: ({ delegation }) => {
      leave.settled();
      if (delegation) void navigate(paths.delegation(delegation.id), { replace: true });
    },
  });
  const files = ofCase.evidence.filter((one) => one.url !== null);
  const opponent = ofCase.employer?.name ?? ofCase.details?.respondent ?? t('person');
  return (
    <Page
      title={t(of ? 'form.edit' : 'delegate')}
      lead={[ofCase.label, ofCase.number, label('RightsCaseKind', ofCase.kind), opponent, formatMoney(ofCase.claimed)].join(' · ')}
      above={
        <Breadcrumb
          items={[
            { title: <Link to={paths.rights}>{common('nav.rights')}</Link> },
            { title: <Link to={paths.rightsCase(ofCase.id)}>{ofCase.number}</Link> },
            { title: of ? <Link to={paths.delegation(of.id)}>{of.number}</Link> : t('delegate') },
          ]}
        />
      }
    >
      <SubmitProblems of={state} />
      <span>{t('form.lead')}</span>
      <Form<DelegationValues>
        form={form}
        layout="vertical"
        initialValues={props.initial}
        onValuesChange={leave.changed}
        onFinish={() => {
          // Workers are more than their fields.
          const input = toInput(form.getFieldsValue(true) as DelegationValues);
          void state.submit(of ? { ...input, id: of.id, version: of.version } : { ...input, caseId: ofCase.id });
        }}
        style={{ maxWidth: 800 }}
      >
        <Flex vertical gap="middle">
          <Step n={1} title={t('form.sections.partner')}>
            <Form.Item name="partnerId" label={t('field.partner')} rules={chosen(t('field.partner'))} extra={t('form.partnerHint')} style={{ marginBottom: 0 }}>
              <PartnerPicker caseId={ofCase.id} />
            </Form.Item>
          </Step>
          <Step n={2} title={t('form.sections.authority')}>
            <AuthorityFields />
          </Step>
          <Step n={3} title={t('form.sections.workers')}>
            <MandateFields of={ofCase} />
          </Step>
          <Step n={4} title={t('form.sections.brief')}>
            <Form.Item name="brief" label={t('field.brief')} rules={written(t('field.brief'))} extra={t('form.briefHint')}>
              <Input.TextArea autoSize={{ minRows: 5, maxRows: 14 }} maxLength={2000} />
            </Form.Item>
            <Form.Item name="claim" label={t('field.claim')} rules={written(t('field.claim'))}>
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
            </Form.Item>
            <Form.Item name="contact" label={t('field.contact')} rules={written(t('field.contact'))} extra={t('form.contactHint')} style={{ marginBottom: 0 }}>
              <Input maxLength={100} autoComplete="off" />
            </Form.Item>
          </Step>
          <Step n={5} title={t('form.sections.files')}>
            <Form.Item name="attachmentIds" extra={t('form.filesHint')} style={{ marginBottom: 0 }}>
              <FileChoice label={t('form.sections.files')} files={files} />
            </Form.Item>
          </Step>
          <Step n={6} title={t('form.sections.answer')}>
            <Form.Item name="answerBy" label={t('field.answerBy')} rules={chosen(t('field.answerBy'))} extra={t('form.answerHint')} style={{ maxWidth: 420, marginBottom: 0 }}>
              <DateInput min={fromToday(1, 'day')} />
            </Form.Item>
          </Step>
          <Flex gap="small" justify="end" vertical={phone}>
            <Button type="primary" htmlType="submit" size="large" block={phone} loading={state.pending}>
              {t('form.save')}
            </Button>
            <Button size="large" block={phone} onClick={() => void navigate(of ? paths.delegation(of.id) : paths.rightsCase(ofCase.id))}>
              {common('actions.cancel')}
            </Button>
          </Flex>
        </Flex>
      </Form>
    </Page>
  );
}

function Step(props: { n: number; title: string; children: ReactNode }) {
  return (
    <Card size="small" title={`${props.n}. ${props.title}`}>
      {props.children}
    </Card>
  );
}
