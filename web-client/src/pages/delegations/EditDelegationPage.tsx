import { Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { EditDelegationDocument } from '@/gql/graphql';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { fromDelegation } from './delegationForm';
import { DelegationForm } from './DelegationForm';

/** Changes the draft of a delegation. */
export default function EditDelegationPage() {
  const { t } = useTranslation('delegations');
  const { id = '' } = useParams();
  const [{ data, error }, retry] = useQuery({ query: EditDelegationDocument, variables: { id }, requestPolicy: 'network-only' });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  const { delegation: of } = data;
  if (!of) return <Result status="404" title={t('gone')} extra={<Link to={paths.delegations}>{t('title')}</Link>} />;
  const initial = of.editable && of.case ? fromDelegation(of, of.case) : null;
  if (!of.case || !initial) return <Result status="404" title={t('fixed')} extra={<Link to={paths.delegation(of.id)}>{of.number}</Link>} />;
  return <DelegationForm key={of.id} of={of} ofCase={of.case} initial={initial} />;
}
