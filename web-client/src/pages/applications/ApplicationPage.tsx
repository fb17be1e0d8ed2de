import { Alert, Breadcrumb, Button, Card, Descriptions, Flex, Form, Result, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { AidApplicationPageDocument, DeleteAidApplicationDocument, type AidApplicationFactsFragment } from '@/gql/graphql';
import { Findings } from '@/pages/aid/Findings';
import { ApplicationComplaints } from '@/pages/complaints/ApplicationComplaints';
import { FormModal } from '@/shared/FormModal';
import { formatDateTime } from '@/shared/format';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { isFile, wordsOf } from '@/shared/needyFile';
import { Page } from '@/shared/Page';
import { useSubmit } from '@/shared/useSubmit';
import { ActButtons, ActModal } from './ActButtons';
import { ApplicationStateTag, factColumns, nameOf } from './ApplicationParts';
import { ApplicationEvents, ApplicationWay } from './ApplicationWay';
import { applicationContext } from './context';
import { CorrectModal } from './CorrectModal';
import { FileCard } from './FileCard';
import { MoneyCard, PayeeCard } from './MoneyCard';
import { OtherPerson } from './OtherPerson';
import { commonActs, type Act } from './steps';

/** One application: its way so far and what comes next, what it rests on, and what may be done with it. */
export default function ApplicationPage() {
  const { t } = useTranslation('applications');
  const { id = '' } = useParams();
  const [{ data, error, fetching }, retry] = useQuery({ query: AidApplicationPageDocument, variables: { id }, context: applicationContext });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  if (!data.aidApplication) {
    return fetching ? <Loading /> : <Result status="404" title={t('gone')} extra={<Link to={paths.aidApplications}>{t('title')}</Link>} />;
  }
  return <Whole key={data.aidApplication.id} of={data.aidApplication} />;
}

function Whole({ of }: { of: AidApplicationFactsFragment }) {
  const { t } = useTranslation('applications');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  const navigate = useNavigate();
  const [act, setAct] = useState<Act | null>(null);
  const [asking, setAsking] = useState<'delete' | 'correct' | null>(null);
  const close = () => setAsking(null);
  const name = nameOf(of);
  const writable = of.next.includes('SUBMIT');
  const batch = of.payment?.batch;
  const settles = of.next.includes('SETTLE') || of.next.includes('BOUNCE');
  return (
    <Page
      title={t('titleOf', { name, ...wordsOf(of) })}
      lead={[of.number, of.programme?.name ?? label('ProgrammeKind', of.kind)].join(' · ')}
      above={<Breadcrumb items={[{ title: <Link to={paths.aidApplications}>{t('title')}</Link> }, { title: name }]} />}
      extra={
        <Flex gap={4}>
          <ApplicationStateTag of={of} />
          {of.relapsed && <Tag color="error">{t('relapsed')}</Tag>}
        </Flex>
      }
      actions={
        <>
          <ActButtons acts={commonActs([of])} rows={[of]} onAct={setAct} />
          {settles && batch && (
            <Button type="primary" onClick={() => void navigate(paths.aidPayment(batch.id))}>
              {t('toSettle')}
            </Button>
          )}
          {writable && <Button onClick={() => void navigate(paths.editAidApplication(of.id))}>{common('actions.edit')}</Button>}
          {writable && of.state === 'DRAFT' && (
            <Button danger onClick={() => setAsking('delete')}>
              {t('delete.button')}
            </Button>
          )}
        </>
      }
    >
      <OtherPerson of={of} />
      {of.payee?.correctable && (
        <Alert
          type="warning"
          showIcon
          title={t('correct.needed')}
          action={
            <Button type="primary" onClick={() => setAsking('correct')}>
              {t('correct.button')}
            </Button>
          }
        />
      )}
      <Card size="small" title={t('way.title')}>
        <Flex vertical gap="large">
          <ApplicationWay of={of} />
          <ApplicationEvents of={of} />
        </Flex>
      </Card>
      {isFile(of) ? (
        <FileCard of={of} />
      ) : (
        <>
          <MoneyCard of={of} />
          {of.payee && <PayeeCard payee={of.payee} />}
        </>
      )}
      <Facts of={of} />
      {of.papers.length > 0 && (
        <Card size="small" title={t('papers')}>
          <Flex gap={6} wrap>
            {of.papers.map((paper) => (
              <Tag key={paper.name} color={paper.present ? 'success' : 'warning'}>
                {paper.name}：{t(paper.present ? 'paper.present' : 'paper.missing')}
              </Tag>
            ))}
          </Flex>
        </Card>
      )}
      {of.findings.length > 0 && (
        <Card size="small" title={t('findings')}>
          <Findings label={t('findings')} steps={of.findings} />
        </Card>
      )}
      <ApplicationComplaints of={of} />
      {act && <ActModal act={act} rows={[of]} onClose={() => setAct(null)} />}
      <DeleteModal of={of} open={asking === 'delete'} onClose={close} />
      <CorrectModal of={of} open={asking === 'correct'} onClose={close} />
    </Page>
  );
}

function Facts({ of }: { of: AidApplicationFactsFragment }) {
  const { t } = useTranslation('applications');
  const label = useEnumLabel();
  return (
    <Card size="small" title={t('facts')}>
      <Descriptions
        size="small"
        column={factColumns}
        items={[
          {
            key: 'household',
            label: t('field.household'),
            children: of.household ? <Link to={`${paths.household(of.household.id)}?tab=aid`}>{of.household.headName}</Link> : t('hidden'),
          },
          ...(of.member ? [{ key: 'member', label: t('field.member'), children: of.member.name }] : []),
          { key: 'union', label: t('field.union'), children: of.union?.name ?? t('hidden') },
          { key: 'programme', label: t('field.programme', wordsOf(of)), children: of.programme ? <Link to={paths.programme(of.programme.id)}>{of.programme.name}</Link> : label('ProgrammeKind', of.kind) },
          ...(of.edition ? [{ key: 'edition', label: t('field.edition'), children: t('edition', { n: of.edition }) }] : []),
          { key: 'tier', label: t('field.tier'), children: label('HardshipTier', of.tier) },
          { key: 'cause', label: t('field.cause'), children: label('HardshipCause', of.cause) },
          { key: 'decider', label: t('field.decider'), children: of.decider?.name ?? t('above') },
          { key: 'createdBy', label: t('field.createdBy'), children: [of.createdBy?.name, formatDateTime(of.createdAt)].filter(Boolean).join(' ') },
        ]}
      />
    </Card>
  );
}

function DeleteModal({ of, open, onClose }: { of: AidApplicationFactsFragment; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('applications');
  const navigate = useNavigate();
  const [form] = Form.useForm();
  const state = useSubmit(DeleteAidApplicationDocument, {
    payload: (data) => data.deleteAidApplication,
    row: (payload) => payload.application,
    onDone: () => void navigate(of.household ? `${paths.household(of.household.id)}?tab=aid` : paths.aidApplications, { replace: true }),
    success: t('delete.done'),
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      danger
      title={t('delete.title')}
      lead={t('delete.what')}
      okText={t('delete.button')}
      form={form}
      state={state}
      onFinish={() => void state.submit({ id: of.id, version: of.version })}
    />
  );
}
