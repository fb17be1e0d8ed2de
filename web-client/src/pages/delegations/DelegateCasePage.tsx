import { Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { CaseToDelegateDocument } from '@/gql/graphql';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { fromDraft } from './delegationForm';
import { DelegationForm } from './DelegationForm';
import { startable } from './startable';

/** Begins a delegation of a case. */
export default function DelegateCasePage() {
  const { t } = useTranslation('delegations');
  const { t: rights } = useTranslation('rights');
  const { id = '' } = useParams();
  // What is written out of the case has to be of today.
  const [{ data, error }, retry] = useQuery({ query: CaseToDelegateDocument, variables: { id }, requestPolicy: 'network-only' });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  const of = data.rightsCase;
  if (!of) return <Result status="404" title={rights('gone')} extra={<Link to={paths.rights}>{rights('title')}</Link>} />;
  // Without a draft somebody else handles it, or the viewer reads no names in it.
  if (!data.delegationDraft || !startable(of)) return <Result status="404" title={t('notNow')} extra={<Link to={paths.rightsCase(of.id)}>{of.number}</Link>} />;
  return <DelegationForm key={of.id} ofCase={of} initial={fromDraft(of, data.delegationDraft)} />;
}
