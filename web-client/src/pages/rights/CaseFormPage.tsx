import { Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { RightsCasePageDocument, RightsHouseholdDocument } from '@/gql/graphql';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { CaseForm } from './CaseForm';
import { fromCase, type CaseValues } from './caseForm';

/** Registers a case, of a household or of anybody, or changes one. */
export default function CaseFormPage() {
  const { id } = useParams();
  const [search] = useSearchParams();
  if (id) return <Edit key={id} id={id} />;
  const household = search.get('household');
  return household ? <OfHousehold key={household} id={household} /> : <New />;
}

function Edit(props: { id: string }) {
  const { t } = useTranslation('rights');
  const [{ data, error, fetching }, retry] = useQuery({ query: RightsCasePageDocument, variables: { id: props.id } });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  const of = data.rightsCase;
  const initial = of?.editable ? fromCase(of) : null;
  if (of && initial) return <CaseForm of={of} initial={initial} />;
  if (fetching) return <Loading />;
  return <Result status="404" title={t(of ? 'form.fixed' : 'gone')} extra={<Link to={of ? paths.rightsCase(of.id) : paths.rights}>{of?.number ?? t('title')}</Link>} />;
}

/** What every new case begins with: it happened at home until told otherwise. */
function useEmpty(): Partial<CaseValues> {
  const { viewer } = useSession();
  return { opponent: 'EMPLOYER', workersConcerned: 1, workers: [], placeCode: viewer.union.divisionCode ?? undefined };
}

function New() {
  return <CaseForm initial={useEmpty()} />;
}

/** Begins with the members of a household; its only migrant worker is taken at once. */
function OfHousehold(props: { id: string }) {
  const empty = useEmpty();
  const [{ data, error }, retry] = useQuery({ query: RightsHouseholdDocument, variables: { id: props.id } });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  const household = data.household;
  const [only, ...others] = household?.members.filter((one) => one.migrantWorker) ?? [];
  const workers = household && only && others.length === 0 ? [{ memberId: only.id, name: only.name, household: household.headName }] : [];
  return <CaseForm initial={{ ...empty, workers }} household={household?.id} />;
}
