import { InboxOutlined } from '@ant-design/icons';
import { Alert, Card, Flex, Form, Progress, Select, Typography, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { sendFile } from '@/app/client/files';
import { paths } from '@/app/paths';
import { useConnection, useSession } from '@/app/session/SessionContext';
import type { RefusalFields } from '@/shared/userErrors';
import { useFileProblem } from './useFileProblem';

/** As a mutation's payload. */
interface Answer {
  roster: { id: string } | null;
  errors: RefusalFields[];
}

/** Takes a file by a button or by dropping it, and opens the page of the roster once the server has it. */
export function RosterUpload() {
  const { t } = useTranslation('rosters');
  const { viewer } = useSession();
  const connection = useConnection();
  const problem = useFileProblem();
  const navigate = useNavigate();
  const unions = [viewer.union, ...viewer.managedUnions.filter((one) => one.id !== viewer.union.id)];
  const [unionId, setUnionId] = useState(viewer.union.id);
  const [share, setShare] = useState<number | null>(null);
  const [fault, setFault] = useState<string | null>(null);

  async function send(file: File): Promise<void> {
    setFault(null);
    setShare(0);
    try {
      const path = `rosters?${new URLSearchParams({ unionId, name: file.name }).toString()}`;
      const { roster, errors } = await sendFile<Answer>(connection, path, file, setShare);
      if (roster) void navigate(paths.roster(roster.id));
      else setFault(errors.map((one) => one.message).join('\n'));
    } catch (thrown) {
      setFault(problem(thrown));
    } finally {
      setShare(null);
    }
  }

  return (
    <Card title={t('upload.title')}>
      <Flex vertical gap="middle">
        {unions.length > 1 && (
          <Form.Item label={t('upload.union')} htmlFor="roster-union" style={{ marginBottom: 0 }}>
            <Select
              id="roster-union"
              aria-label={t('upload.union')}
              value={unionId}
              onChange={setUnionId}
              options={unions.map((one) => ({ value: one.id, label: one.name }))}
              style={{ maxWidth: 420 }}
            />
          </Form.Item>
        )}
        {fault && <Alert type="error" showIcon role="alert" title={t('upload.refused')} description={fault} />}
        <Upload.Dragger
          accept=".xlsx,.xls,.et,.csv"
          maxCount={1}
          showUploadList={false}
          disabled={share !== null}
          beforeUpload={(file) => {
            void send(file);
            return false;
          }}
        >
          <Typography.Paragraph style={{ fontSize: 32, marginBottom: 4 }}>
            <InboxOutlined aria-hidden />
          </Typography.Paragraph>
          <Typography.Text strong>{t('upload.choose')}</Typography.Text>
          <Typography.Paragraph type="secondary" style={{ margin: '4px 0 0' }}>
            {t('upload.hint')}
          </Typography.Paragraph>
        </Upload.Dragger>
        {share !== null && <Progress aria-label={t('upload.sending')} percent={Math.round(share * 100)} status="active" />}
      </Flex>
    </Card>
  );
}
