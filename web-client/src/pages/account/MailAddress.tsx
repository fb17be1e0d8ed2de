import { App, Button, Flex, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ConfirmMailAddressDocument,
  RemoveMailAddressDocument,
  SetMailAddressDocument,
  type NotificationSettingsFactsFragment,
} from '@/gql/graphql';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';

type Of = Pick<NotificationSettingsFactsFragment, 'mailAddress' | 'pendingMailAddress'>;

/** Where mail goes: an address that the person types and confirms by the code sent to it. */
export function MailAddress(props: { of: Of; available: boolean }) {
  const { t } = useTranslation('notifications');
  const { modal } = App.useApp();
  const { of, available } = props;
  const [changing, setChanging] = useState(false);
  const removal = useSubmit(RemoveMailAddressDocument, { payload: (data) => data.removeMailAddress, success: t('mail.removed') });
  const remove = () =>
    modal.confirm({
      title: t('mail.removeTitle'),
      content: t('mail.removeWhat'),
      okText: t('mail.remove'),
      okButtonProps: { danger: true },
      onOk: () => removal.submit({}),
    });
  return (
    <Flex vertical gap="middle" style={{ maxWidth: 480 }}>
      <Flex gap="small" align="center" wrap>
        {of.mailAddress ? (
          <>
            <span>
              {t('mail.current')} <Typography.Text strong style={{ overflowWrap: 'anywhere' }}>{of.mailAddress}</Typography.Text>
            </span>
            {available && !changing && !of.pendingMailAddress && <Button onClick={() => setChanging(true)}>{t('mail.change')}</Button>}
            <Button danger loading={removal.pending} onClick={remove}>
              {t('mail.remove')}
            </Button>
          </>
        ) : (
          <Typography.Text type="secondary">{t('mail.none')}</Typography.Text>
        )}
      </Flex>
      <SubmitProblems of={removal} />
      {of.pendingMailAddress && <ConfirmForm address={of.pendingMailAddress} onDone={() => setChanging(false)} />}
      {available && (changing || of.pendingMailAddress || !of.mailAddress) && <AddressForm />}
    </Flex>
  );
}

function AddressForm() {
  const { t } = useTranslation('notifications');
  const { message } = App.useApp();
  const { written } = useRules();
  const [form] = Form.useForm<{ address: string }>();
  const state = useSubmit(SetMailAddressDocument, {
    payload: (data) => data.setMailAddress,
    form,
    success: false,
    onDone: ({ settings }) => {
      form.resetFields();
      void message.success(t('mail.sent', { address: settings?.pendingMailAddress ?? '' }));
    },
  });
  return (
    <Form form={form} name="mail-address" layout="vertical" requiredMark={false} onFinish={(values) => void state.submit(values)}>
      <SubmitProblems of={state} />
      <Form.Item
        name="address"
        label={t('mail.address')}
        rules={[...written(t('mail.address')), { pattern: /^\s*[^\s@＠]+[@＠][^\s@＠]+[.．][^\s@＠]+\s*$/, message: t('mail.invalid') }]}
      >
        <Input type="text" inputMode="email" autoComplete="email" maxLength={260} />
      </Form.Item>
      <Button htmlType="submit" loading={state.pending}>
        {t('mail.set')}
      </Button>
    </Form>
  );
}

function ConfirmForm(props: { address: string; onDone: () => void }) {
  const { t } = useTranslation('notifications');
  const { written } = useRules();
  const [form] = Form.useForm<{ code: string }>();
  const state = useSubmit(ConfirmMailAddressDocument, {
    payload: (data) => data.confirmMailAddress,
    form,
    success: t('mail.confirmed'),
    onDone: props.onDone,
  });
  return (
    <Form form={form} name="mail-code" layout="vertical" requiredMark={false} onFinish={(values) => void state.submit(values)}>
      <Typography.Paragraph>{t('mail.waits', { address: props.address })}</Typography.Paragraph>
      <SubmitProblems of={state} />
      <Form.Item name="code" label={t('mail.code')} rules={written(t('mail.code'))}>
        <Input autoComplete="one-time-code" maxLength={40} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={state.pending}>
        {t('mail.confirm')}
      </Button>
    </Form>
  );
}
