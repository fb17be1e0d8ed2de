import { Alert, App, Button, Card, Flex, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useEnumLabel, useEnumOptions } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { RegisterHouseholdDocument } from '@/gql/graphql';
import { Page } from '@/shared/Page';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { useLeaveWarning } from '@/shared/useLeaveWarning';
import { usePhone } from '@/shared/usePhone';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { ConsentFields, HardshipFields, HomeFields } from './HouseholdFields';
import { duplicateRows, toRegisterInput, type RegisterValues } from './householdForm';
import { MembersSection } from './MembersSection';

/** Registers a household. What is typed stays in memory: union offices share computers. */
export default function RegisterHouseholdPage() {
  const { t } = useTranslation('households');
  const { t: common } = useTranslation();
  const { viewer } = useSession();
  const navigate = useNavigate();
  const phone = usePhone();
  const { message } = App.useApp();
  const leave = useLeaveWarning();
  const [form] = Form.useForm<RegisterValues>();
  const [duplicates, setDuplicates] = useState<number[]>([]);
  const state = useSubmit(RegisterHouseholdDocument, {
    payload: (data) => data.registerHousehold,
    form,
    success: false,
    onRefused: (errors) => setDuplicates(duplicateRows(errors)),
    onDone: ({ household }) => {
      leave.settled();
      if (!household) return;
      void message.success(t('register.done', { file: household.fileNumber }));
      void navigate(paths.household(household.id), { replace: true });
    },
  });
  // A person with a file elsewhere needs a new look once the row is gone.
  const forget = (row: number) =>
    setDuplicates((rows) => rows.filter((one) => one !== row).map((one) => (one > row ? one - 1 : one)));

  return (
    <Page title={t('register.title')} lead={t('register.memoryOnly')}>
      <SubmitProblems of={state} />
      <Form<RegisterValues>
        form={form}
        layout="vertical"
        initialValues={{ unionId: viewer.union.id, members: [{ migrantWorker: true, relation: 'SELF' }] }}
        onValuesChange={leave.changed}
        onFinish={(values) => void state.submit(toRegisterInput(values))}
      >
        <Flex vertical gap="middle">
          <UnionSection />
          <Card title={t('register.sections.members')}>
            <MembersSection duplicates={duplicates} onRemoved={forget} />
          </Card>
          <Card title={t('register.sections.home')}>
            <HomeFields />
          </Card>
          <Card title={t('register.sections.hardship')}>
            <HardshipFields />
          </Card>
          <Card title={t('register.sections.consent')}>
            <ConsentFields />
          </Card>
          <Flex gap="small" justify="end" vertical={phone}>
            <Button type="primary" htmlType="submit" size="large" block={phone} loading={state.pending}>
              {t('register.submit')}
            </Button>
            <Button size="large" block={phone} onClick={() => void navigate(paths.households)}>
              {common('actions.cancel')}
            </Button>
          </Flex>
        </Flex>
      </Form>
    </Page>
  );
}

/** Which union the household belongs to, and through which of the two doors it enters (notice §3.1). */
function UnionSection() {
  const { t } = useTranslation('households');
  const { viewer } = useSession();
  const { chosen } = useRules();
  const label = useEnumLabel();
  const kinds = useEnumOptions('HouseholdKind');
  const form = Form.useFormInstance();
  const unionId = Form.useWatch<string | undefined>('unionId', form);
  const unions = viewer.managedUnions.some((one) => one.id === viewer.union.id)
    ? viewer.managedUnions
    : [viewer.union, ...viewer.managedUnions];
  const own = unionId === viewer.union.id ? viewer.union.householdKind : null;
  return (
    <Card size="small">
      <Flex gap="middle" wrap>
        <Form.Item name="unionId" label={t('register.union')} rules={chosen(t('register.union'))} style={{ minWidth: 280, marginBottom: 0 }}>
          <Select options={unions.map((one) => ({ value: one.id, label: one.name }))} disabled={unions.length === 1} />
        </Form.Item>
        {own ? (
          <Alert type="info" showIcon title={t('register.kindByUnion', { kind: label('HouseholdKind', own) })} />
        ) : (
          <Form.Item name="kind" label={t('field.kind')} extra={t('register.kindHint')} style={{ minWidth: 240, marginBottom: 0 }}>
            <Select allowClear options={kinds} />
          </Form.Item>
        )}
      </Flex>
    </Card>
  );
}
