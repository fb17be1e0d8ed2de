import { Breadcrumb, Button, Result } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { PartnerPageDocument, type PartnerPageQuery, type PartnerState } from '@/gql/graphql';
import { DelegationRows } from '@/pages/delegations/DelegationRows';
import { Section } from '@/pages/home/Section';
import { CursorPager } from '@/shared/CursorPager';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { useCursor } from '@/shared/useCursor';
import { partnerContext } from './context';
import { LawyersCard } from './LawyersCard';
import { PartnerFactList } from './PartnerFactList';
import { PartnerModal } from './PartnerModal';
import { PartnerStateTag } from './PartnerParts';
import { nextStates, PartnerStateModal } from './PartnerStateModal';

/** One partner: what is known of it, its people, and what is delegated to it. */
export default function PartnerPage() {
  const { t } = useTranslation('partners');
  const { id = '' } = useParams();
  const { after } = useCursor();
  const [{ data, error, fetching }, retry] = useQuery({ query: PartnerPageDocument, variables: { id, after }, context: partnerContext });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  if (!data.partner) {
    return fetching ? <Loading /> : <Result status="404" title={t('gone')} extra={<Link to={paths.partners}>{t('title')}</Link>} />;
  }
  return <Whole key={id} of={data.partner} fetching={fetching} />;
}

function Whole({ of, fetching }: { of: NonNullable<PartnerPageQuery['partner']>; fetching: boolean }) {
  const { t } = useTranslation('partners');
  const { t: common } = useTranslation();
  const [asking, setAsking] = useState<'edit' | PartnerState | null>(null);
  const close = () => setAsking(null);
  return (
    <Page
      title={of.name}
      above={<Breadcrumb items={[{ title: <Link to={paths.partners}>{t('title')}</Link> }, { title: of.name }]} />}
      extra={<PartnerStateTag state={of.state} />}
      actions={
        of.editable && (
          <>
            <Button onClick={() => setAsking('edit')}>{common('actions.edit')}</Button>
            {nextStates[of.state].map((state) => (
              <Button key={state} danger={state === 'ENDED'} onClick={() => setAsking(state)}>
                {t(`state.${state}.button`)}
              </Button>
            ))}
          </>
        )
      }
    >
      <PartnerFactList of={of} />
      <LawyersCard partnerId={of.id} lawyers={of.lawyers} manages={of.managed && of.state !== 'ENDED'} invites={of.invitable} />
      <Section title={t('delegations.title')}>
        <DelegationRows label={t('delegations.title')} rows={of.delegations.nodes} loading={fetching} empty={t('delegations.empty')} side="union" ofPartner />
        <CursorPager pageInfo={of.delegations.pageInfo} disabled={fetching} />
      </Section>
      {asking === 'edit' && <PartnerModal of={of} onClose={close} />}
      {asking && asking !== 'edit' && <PartnerStateModal of={of} to={asking} onClose={close} />}
    </Page>
  );
}
