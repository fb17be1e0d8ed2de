import { Result } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { AidApplicationPageDocument, HouseholdToApplyDocument, type AidApplicationFactsFragment } from '@/gql/graphql';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { ApplicationForm } from './ApplicationForm';

/** Writes an application for a household, or changes a draft or a returned one. */
export default function ApplicationFormPage() {
  const { id } = useParams();
  const [search] = useSearchParams();
  if (id) return <Edit key={id} id={id} />;
  const household = search.get('household');
  const programme = search.get('programme');
  if (!household || !programme) return <Nothing />;
  return <Begin key={search.toString()} householdId={household} programmeId={programme} memberId={search.get('member')} />;
}

function Nothing() {
  const { t } = useTranslation('applications');
  const { t: common } = useTranslation();
  return <Result status="404" title={t('form.nothing')} extra={<Link to={paths.households}>{common('nav.households')}</Link>} />;
}

function Edit(props: { id: string }) {
  const { t } = useTranslation('applications');
  const [{ data, error, fetching, stale }, retry] = useQuery({ query: AidApplicationPageDocument, variables: { id: props.id } });
  // Once it is submitted it may not be changed any more; the form stays until the page is left.
  const [leaving, setLeaving] = useState(false);
  const of = data?.aidApplication;
  const may = leaving || Boolean(of?.next.includes('SUBMIT'));
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data || (!may && (fetching || stale))) return <Loading />;
  if (!of?.household || !of.programme || !may) {
    return <Result status="404" title={of ? t('form.fixed') : t('gone')} extra={<Link to={of ? paths.aidApplication(of.id) : paths.aidApplications}>{of?.number ?? t('title')}</Link>} />;
  }
  return <Begin householdId={of.household.id} programmeId={of.programme.id} memberId={of.member?.id ?? null} application={of} onLeave={() => setLeaving(true)} />;
}

function Begin(props: { householdId: string; programmeId: string; memberId: string | null; application?: AidApplicationFactsFragment; onLeave?: () => void }) {
  const { application, programmeId } = props;
  const [{ data, error }, retry] = useQuery({ query: HouseholdToApplyDocument, variables: { id: props.householdId } });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  const household = data.household;
  const eligibility = household?.eligibility.find((one) => one.programme.id === programmeId);
  const named = eligibility?.programme ?? application?.programme;
  const kind = eligibility?.programme.kind ?? application?.kind;
  if (!household || !named || !kind) return <Nothing />;
  return <ApplicationForm household={household} programme={{ id: named.id, name: named.name, kind }} eligibility={eligibility} memberId={props.memberId} application={application} onLeave={props.onLeave} />;
}
