import { Breadcrumb, Button, Card, Descriptions, Flex, Result, Tag, Timeline, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { ComplaintPageDocument, type AidComplaintStep, type ComplaintFactsFragment } from '@/gql/graphql';
import { nameOf } from '@/pages/applications/ApplicationParts';
import { formatDateTime } from '@/shared/format';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { ComplaintStageTag } from './ComplaintParts';
import { ComplaintStepModal } from './ComplaintStepModal';
import { complaintContext } from './context';

/** One objection or complaint: what it says, what was answered, and what may be done with it. */
export default function ComplaintPage() {
  const { t } = useTranslation('complaints');
  const { id = '' } = useParams();
  const [{ data, error, fetching }, retry] = useQuery({ query: ComplaintPageDocument, variables: { id }, context: complaintContext });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  if (!data.aidComplaint) {
    return fetching ? <Loading /> : <Result status="404" title={t('gone')} extra={<Link to={paths.aidComplaints}>{t('title')}</Link>} />;
  }
  return <Whole key={data.aidComplaint.id} of={data.aidComplaint} />;
}

function Whole({ of }: { of: ComplaintFactsFragment }) {
  const { t } = useTranslation('complaints');
  const label = useEnumLabel();
  const [step, setStep] = useState<AidComplaintStep | null>(null);
  const title = `${label('AidComplaintKind', of.kind)} ${of.number}`;
  return (
    <Page
      title={title}
      lead={formatDateTime(of.filedAt)}
      above={<Breadcrumb items={[{ title: <Link to={paths.aidComplaints}>{t('title')}</Link> }, { title: of.number }]} />}
      extra={
        <Flex gap={4}>
          <ComplaintStageTag stage={of.stage} />
          {of.level > 1 && <Tag color="warning">{t('appealed')}</Tag>}
        </Flex>
      }
      actions={of.next.map((one, index) => (
        <Button key={one} type={index === 0 && one !== 'APPEAL' ? 'primary' : 'default'} onClick={() => setStep(one)}>
          {label('AidComplaintStep', one)}
        </Button>
      ))}
    >
      <Facts of={of} />
      <Card size="small" title={t('field.text')}>
        <Typography.Paragraph style={{ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{of.text}</Typography.Paragraph>
      </Card>
      <Card size="small" title={t('answers')}>
        <Answers of={of} />
      </Card>
      {step && <ComplaintStepModal of={of} step={step} onClose={() => setStep(null)} />}
    </Page>
  );
}

function Facts({ of }: { of: ComplaintFactsFragment }) {
  const { t } = useTranslation('complaints');
  const { application } = of;
  return (
    <Card size="small">
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 1, md: 2 }}
        items={[
          {
            key: 'application',
            label: t('field.application'),
            children: application ? <Link to={paths.aidApplication(application.id)}>{`${nameOf(application)} ${application.programme?.name ?? ''} ${application.number}`}</Link> : '—',
          },
          { key: 'union', label: t('field.union'), children: of.union?.name ?? t('above') },
          { key: 'contact', label: t('field.contact'), children: of.contact ?? t('noContact') },
          { key: 'filedBy', label: t('field.filedBy'), children: of.kind === 'OBJECTION' ? t('anybody') : (of.filedBy?.name ?? '—') },
        ]}
      />
    </Card>
  );
}

/** What was answered, and whether it was found right; the last one holds. */
function Answers({ of }: { of: ComplaintFactsFragment }) {
  const { t } = useTranslation('complaints');
  if (of.answers.length === 0) return <Typography.Text type="secondary">{t('noAnswer')}</Typography.Text>;
  return (
    <Timeline
      style={{ marginTop: 4 }}
      items={of.answers.map((one) => ({
        key: one.at,
        color: one.upheld ? 'red' : 'green',
        content: (
          <Flex vertical gap={2}>
            <strong>{t(one.upheld ? 'upheld' : 'notUpheld')}</strong>
            <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{one.text}</span>
            <Typography.Text type="secondary">{[formatDateTime(one.at), one.union?.shortName ?? t('above'), one.by?.name].filter(Boolean).join(' · ')}</Typography.Text>
          </Flex>
        ),
      }))}
    />
  );
}
