import { PrinterOutlined } from '@ant-design/icons';
import { Alert, Breadcrumb, Button, Card, Descriptions, Flex, Form, Input, QRCode, Result, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { AidNoticePageDocument, TakeDownAidNoticeDocument, type AidNoticeFactsFragment } from '@/gql/graphql';
import { applicationContext } from '@/pages/applications/context';
import { formatDate } from '@/shared/format';
import { FormModal } from '@/shared/FormModal';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { usePrinting } from '@/shared/usePrinting';
import { useSubmit } from '@/shared/useSubmit';
import { NoticeLines } from './NoticeLines';
import { NoticeStateTag, useHungText } from './NoticeParts';
import { PrintedNotice } from './PrintedNotice';

/** A notice: what it shows, until when, where it is read, and the proof that it hung. */
export default function NoticePage() {
  const { t } = useTranslation('notices');
  const { id = '' } = useParams();
  const [{ data, error, fetching }, retry] = useQuery({ query: AidNoticePageDocument, variables: { id }, context: applicationContext });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  if (!data.aidNotice) {
    return fetching ? <Loading /> : <Result status="404" title={t('gone')} extra={<Link to={paths.aidNotices}>{t('title')}</Link>} />;
  }
  return <Whole key={data.aidNotice.id} of={data.aidNotice} />;
}

function Whole({ of }: { of: AidNoticeFactsFragment }) {
  const { t } = useTranslation('notices');
  const { t: common } = useTranslation();
  const { can, manages } = useSession();
  const { printing, print } = usePrinting();
  const hungText = useHungText();
  const [taking, setTaking] = useState(false);
  const may = can('AID_REVIEW') && of.union !== null && manages(of.union.id);
  if (printing) return <PrintedNotice of={of} />;
  return (
    <Page
      title={of.title}
      lead={[of.number, hungText(of)].join(' · ')}
      above={<Breadcrumb items={[{ title: <Link to={paths.aidNotices}>{t('title')}</Link> }, { title: of.title }]} />}
      extra={<NoticeStateTag of={of} />}
      actions={
        <>
          <Button icon={<PrinterOutlined />} onClick={print}>
            {common('actions.print')}
          </Button>
          {may && of.hanging && (
            <Button danger onClick={() => setTaking(true)}>
              {t('takeDown.button')}
            </Button>
          )}
        </>
      }
    >
      {of.takenDownOn && <Alert type="warning" showIcon title={t('takenDown', { day: formatDate(of.takenDownOn) })} description={of.reason} />}
      {of.hanging && <Address path={of.path} />}
      <Card size="small">
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 1, md: 2 }}
          items={[
            { key: 'union', label: t('field.union'), children: of.union?.name },
            { key: 'days', label: t('field.days'), children: t('daysOf', { text: hungText(of), n: of.workingDays }) },
            { key: 'telephone', label: t('field.telephone'), children: of.telephone },
            { key: 'postedBy', label: t('field.postedBy'), children: of.postedBy?.name ?? '—' },
            ...(of.note ? [{ key: 'note', label: t('field.note'), span: 'filled' as const, children: <span style={{ whiteSpace: 'pre-wrap' }}>{of.note}</span> }] : []),
          ]}
        />
      </Card>
      <NoticeLines label={t('lines')} lines={of.lines} />
      <Card size="small" title={t('proof')}>
        <Flex vertical gap={4}>
          <Typography.Text type="secondary">{t('proofWhat')}</Typography.Text>
          <Typography.Text code copyable style={{ overflowWrap: 'anywhere' }}>
            {of.digest}
          </Typography.Text>
        </Flex>
      </Card>
      <TakeDownModal of={of} open={taking} onClose={() => setTaking(false)} />
    </Page>
  );
}

/** Where anybody reads it, to be sent on or scanned. */
function Address(props: { path: string }) {
  const { t } = useTranslation('notices');
  const address = new URL(props.path, window.location.origin).href;
  return (
    <Card size="small" title={t('address')}>
      <Flex gap="middle" align="center" wrap>
        <QRCode value={address} size={128} type="svg" bordered={false} aria-label={t('qr')} />
        <Flex vertical gap={4} style={{ minWidth: 0, flex: '1 1 240px' }}>
          <Typography.Text type="secondary">{t('addressWhat')}</Typography.Text>
          <Typography.Text copyable={{ text: address }} style={{ overflowWrap: 'anywhere' }}>
            <a href={props.path} target="_blank" rel="noreferrer">
              {address}
            </a>
          </Typography.Text>
        </Flex>
      </Flex>
    </Card>
  );
}

/** Fewest characters of a reason, as the server has it. */
const reasonLength = 5;

function TakeDownModal({ of, open, onClose }: { of: AidNoticeFactsFragment; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('notices');
  const [form] = Form.useForm<{ reason: string }>();
  const state = useSubmit(TakeDownAidNoticeDocument, {
    payload: (data) => data.takeDownAidNotice,
    form,
    row: (payload) => payload.notice,
    rowToForm: () => ({}),
    onDone: onClose,
    success: t('takeDown.done'),
  });
  return (
    <FormModal<{ reason: string }>
      open={open}
      onClose={onClose}
      danger
      title={t('takeDown.title')}
      lead={t('takeDown.what')}
      okText={t('takeDown.button')}
      form={form}
      state={state}
      onFinish={({ reason }) => void state.submit({ id: of.id, version: of.version, reason: reason.trim() })}
    >
      <Form.Item
        name="reason"
        label={t('takeDown.reason')}
        extra={t('takeDown.reasonHint')}
        rules={[{ required: true, whitespace: true, min: reasonLength, message: t('takeDown.reasonShort', { n: reasonLength }) }]}
      >
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}
