import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { OrganisationDocument } from '@/gql/graphql';
import { LawyersCard } from '@/pages/partners/LawyersCard';
import { PartnerFactList } from '@/pages/partners/PartnerFactList';
import { PartnerStateTag } from '@/pages/partners/PartnerParts';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { ConflictsCard } from './ConflictsCard';
import { organisationContext } from './context';

/** The own partner: what unions know of it, its people, and whom it does not act against. */
export default function OrganisationPage() {
  const { t } = useTranslation('portal');
  const [{ data, error }, retry] = useQuery({ query: OrganisationDocument, context: organisationContext });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  const viewer = data?.partnerViewer;
  if (!viewer) return <Loading />;
  const { partner, lawyer } = viewer;
  return (
    <Page title={t('organisation.title')} lead={t('organisation.lead', { union: partner.unionName })} extra={<PartnerStateTag state={partner.state} />}>
      <PartnerFactList of={partner} />
      <LawyersCard partnerId={partner.id} lawyers={partner.lawyers} manages={partner.managed && partner.state !== 'ENDED'} invites={partner.invitable} />
      <ConflictsCard conflicts={viewer.conflicts} manages={lawyer.admin} />
    </Page>
  );
}
