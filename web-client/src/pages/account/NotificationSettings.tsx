import { Alert, Button, Card, Checkbox, Flex, Form, Radio, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useEnumLabel, useEnumOptions } from '@/app/i18n/useEnumLabel';
import {
  NotificationSettingsDocument,
  SetNotificationPreferencesDocument,
  type NotificationKind,
  type NotificationPace,
  type NotificationSettingsFactsFragment,
} from '@/gql/graphql';
import { LoadProblem } from '@/shared/LoadProblem';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { useSubmit } from '@/shared/useSubmit';
import { MailAddress } from './MailAddress';

type Settings = NotificationSettingsFactsFragment;
type Preference = Settings['preferences'][number];

/** How the person is told beside the list of notifications: by mail and through the city's gateway. */
export function NotificationSettings() {
  const { t } = useTranslation('notifications');
  const [{ data, error }, retry] = useQuery({ query: NotificationSettingsDocument });
  const settings = data?.notificationSettings;
  return (
    <Card title={t('preferences.title')} id="notifications">
      <Flex vertical gap="large">
        <Typography.Text type="secondary">{t('preferences.lead')}</Typography.Text>
        {error && <LoadProblem error={error} retry={() => retry()} />}
        {!settings && !error && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
        {settings?.preferences.map((one) => <Channel key={one.channel} of={one} settings={settings} />)}
      </Flex>
    </Card>
  );
}

function Channel(props: { of: Preference; settings: Settings }) {
  const { t } = useTranslation('notifications');
  const label = useEnumLabel();
  const { of, settings } = props;
  const mail = of.channel === 'MAIL';
  const reachable = !mail || Boolean(settings.mailAddress);
  return (
    <Flex component="section" vertical gap="middle" aria-label={label('NotificationChannel', of.channel)}>
      <Typography.Title level={3} style={{ fontSize: 15, margin: 0 }}>
        {label('NotificationChannel', of.channel)}
      </Typography.Title>
      {!of.available && <Alert type="info" showIcon title={mail ? t('preferences.noMail') : t('preferences.noGateway')} />}
      {mail && (of.available || settings.mailAddress) && <MailAddress of={settings} available={of.available} />}
      {of.available && !mail && <Typography.Text type="secondary">{t('preferences.gatewayHint')}</Typography.Text>}
      {of.available && !reachable && <Typography.Text type="secondary">{t('preferences.needsAddress')}</Typography.Text>}
      {of.available && <Choice of={of} />}
    </Flex>
  );
}

function Choice(props: { of: Preference }) {
  const { t } = useTranslation('notifications');
  const { of } = props;
  const [form] = Form.useForm<{ pace: NotificationPace; kinds: NotificationKind[] }>();
  const paces = useEnumOptions('NotificationPace');
  const kinds = useEnumOptions('NotificationKind');
  const state = useSubmit(SetNotificationPreferencesDocument, {
    payload: (data) => data.setNotificationPreferences,
    form,
    success: t('preferences.saved'),
  });
  return (
    <Form
      form={form}
      name={`notifications-${of.channel}`}
      layout="vertical"
      requiredMark={false}
      initialValues={{ pace: of.pace, kinds: of.kinds }}
      onFinish={(values) => void state.submit({ channel: of.channel, ...values })}
    >
      <SubmitProblems of={state} />
      <Form.Item name="pace" label={t('preferences.pace')}>
        <Radio.Group options={paces} />
      </Form.Item>
      <Form.Item name="kinds" label={t('preferences.kinds')}>
        <Checkbox.Group
          options={kinds}
          style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))', gap: 8 }}
        />
      </Form.Item>
      <Button htmlType="submit" loading={state.pending}>
        {t('preferences.save')}
      </Button>
    </Form>
  );
}
