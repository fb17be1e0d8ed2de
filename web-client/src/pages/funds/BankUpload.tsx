import { InboxOutlined } from '@ant-design/icons';
import { Alert, App, AutoComplete, Card, DatePicker, Flex, Form, Input, Progress, Typography, Upload } from 'antd';
import dayjs from 'dayjs';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { FileProblem, sendFile } from '@/app/client/files';
import { paths } from '@/app/paths';
import { useConnection } from '@/app/session/SessionContext';
import { today } from '@/shared/day';
import { usePhone } from '@/shared/usePhone';
import type { RefusalFields } from '@/shared/userErrors';

/** As a mutation's payload. */
interface Answer {
  bankStatement: { id: string; added: number; known: number } | null;
  errors: RefusalFields[];
}

/** The month before this one: statements come when a month is over. */
function lastMonth(): string {
  return dayjs(today()).subtract(1, 'month').format('YYYY-MM');
}

/** Takes a bank's statement of a month of an account, and opens the month once its lines are in. */
export function BankUpload(props: { unionId: string; accounts: readonly string[]; month?: string; onDone?: () => void }) {
  const { t } = useTranslation('bank');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const connection = useConnection();
  const navigate = useNavigate();
  const phone = usePhone();
  const id = useId();
  const [month, setMonth] = useState(props.month ?? lastMonth());
  const [typed, setTyped] = useState<string | null>(null);
  const account = typed ?? props.accounts[0] ?? '';
  const [share, setShare] = useState<number | null>(null);
  const [faults, setFaults] = useState<readonly string[]>([]);

  async function send(file: File): Promise<void> {
    if (!account.trim()) {
      setFaults([t('upload.accountNeeded')]);
      return;
    }
    setFaults([]);
    setShare(0);
    try {
      const query = new URLSearchParams({ unionId: props.unionId, month, account: account.trim() });
      const { bankStatement, errors } = await sendFile<Answer>(connection, `bank-statements?${query.toString()}`, file, setShare);
      if (bankStatement) {
        void message.success(t('upload.done', { added: bankStatement.added, known: bankStatement.known }), 6);
        props.onDone?.();
        void navigate(paths.bankMonth(bankStatement.id));
      } else setFaults(errors.map((one) => one.message));
    } catch (thrown) {
      setFaults([thrown instanceof FileProblem && thrown.said ? thrown.said : common('form.network')]);
    } finally {
      setShare(null);
    }
  }

  const monthLabel = t('upload.month');
  return (
    <Card size="small" title={t('upload.title')}>
      <Flex vertical gap="middle">
        <Flex gap="middle" wrap>
          <Form.Item label={monthLabel} htmlFor={`${id}month`} style={{ marginBottom: 0, flex: '0 1 180px' }} layout="vertical">
            {phone ? (
              <Input id={`${id}month`} type="month" value={month} max={today().slice(0, 7)} disabled={Boolean(props.month)} onChange={(event) => setMonth(event.target.value || lastMonth())} />
            ) : (
              <DatePicker
                id={`${id}month`}
                picker="month"
                allowClear={false}
                disabled={Boolean(props.month)}
                value={dayjs(`${month}-01`)}
                maxDate={dayjs(today())}
                onChange={(day) => day && setMonth(day.format('YYYY-MM'))}
                style={{ width: '100%' }}
              />
            )}
          </Form.Item>
          <Form.Item label={t('upload.account')} htmlFor={`${id}account`} extra={t('upload.accountHint')} style={{ marginBottom: 0, flex: '1 1 260px' }} layout="vertical">
            <AutoComplete
              id={`${id}account`}
              value={account}
              onChange={(value: string) => setTyped(value)}
              options={props.accounts.map((one) => ({ value: one }))}
              placeholder={t('upload.accountPlaceholder')}
              maxLength={40}
              style={{ width: '100%', maxWidth: 420 }}
            />
          </Form.Item>
        </Flex>
        {faults.length > 0 && (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={t('upload.refused')}
            description={
              <ul style={{ margin: 0, paddingInlineStart: 18, maxHeight: 260, overflowY: 'auto' }}>
                {faults.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            }
          />
        )}
        <Upload.Dragger
          accept=".xlsx,.xls,.csv"
          maxCount={1}
          showUploadList={false}
          disabled={share !== null}
          beforeUpload={(file) => {
            void send(file);
            return false;
          }}
        >
          <Typography.Text strong>
            <InboxOutlined aria-hidden /> {t('upload.choose')}
          </Typography.Text>
          <Typography.Paragraph type="secondary" style={{ margin: '4px 0 0' }}>
            {t('upload.hint')}
          </Typography.Paragraph>
        </Upload.Dragger>
        {share !== null && <Progress aria-label={t('upload.sending')} percent={Math.round(share * 100)} status="active" />}
      </Flex>
    </Card>
  );
}
