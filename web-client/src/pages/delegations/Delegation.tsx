import { Alert, Breadcrumb, Button, Card, Result } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { DelegationPageDocument, type DelegationFactsFragment } from '@/gql/graphql';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { actsOf, leading, undoes, type Act } from './acts';
import { delegationContext } from './context';
import { DelegationFacts } from './DelegationFacts';
import { DelegationStateTag, useAgainstText } from './DelegationParts';
import { DelegationEvents, DelegationStations } from './DelegationWay';
import { DocumentsCard } from './DocumentsCard';
import { HearingsCard } from './HearingsCard';
import { MandatesCard } from './MandatesCard';
import { placesOf, type Side } from './side';
import { StepModal } from './StepModal';
import { WhatPartnerSees } from './WhatPartnerSees';

/** One delegation, as the union or as the partner sees it. */
export function Delegation(props: { id: string; side: Side }) {
  const { t } = useTranslation('delegations');
  const [{ data, error, fetching }, retry] = useQuery({ query: DelegationPageDocument, variables: { id: props.id }, context: delegationContext });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  if (!data.delegation) {
    return fetching ? <Loading /> : <Result status="404" title={t('gone')} extra={<Link to={placesOf[props.side].list}>{t('title')}</Link>} />;
  }
  return <Whole key={data.delegation.id} of={data.delegation} side={props.side} />;
}

function Whole({ of, side }: { of: DelegationFactsFragment; side: Side }) {
  const { t } = useTranslation('delegations');
  const label = useEnumLabel();
  const against = useAgainstText();
  const [act, setAct] = useState<Act | null>(null);
  return (
    <Page
      title={t('titleOf', { name: of.label })}
      lead={[label('DelegationKind', of.kind), label('RightsCaseKind', of.caseKind), against(of), of.number].join(' · ')}
      above={<Breadcrumb items={[{ title: <Link to={placesOf[side].list}>{t('title')}</Link> }, { title: of.number }]} />}
      extra={<DelegationStateTag state={of.state} />}
      actions={<Acts of={of} onAct={setAct} />}
    >
      {of.next.includes('OFFER') && <WhatPartnerSees of={of} />}
      {of.brief === null && <Masked of={of} side={side} />}
      <Card size="small" title={t('way.title')}>
        <DelegationStations of={of} side={side} />
      </Card>
      <DelegationFacts of={of} side={side} />
      <MandatesCard of={of} />
      <HearingsCard of={of} />
      <DocumentsCard of={of} side={side} />
      <Card size="small" title={t('way.events')}>
        <DelegationEvents of={of} />
      </Card>
      {act && <StepModal act={act} of={of} onClose={() => setAct(null)} />}
    </Page>
  );
}

/** Why names and files are not there. */
function Masked({ of, side }: { of: DelegationFactsFragment; side: Side }) {
  const { t } = useTranslation('delegations');
  const why = side === 'union' ? 'maskedUnion' : of.state === 'OFFERED' ? 'maskedOffered' : 'maskedEnded';
  return <Alert type="info" showIcon title={t(why)} />;
}

/** A button for each step that the viewer may take now; the first that moves it on stands out. */
function Acts({ of, onAct }: { of: DelegationFactsFragment; onAct: (act: Act) => void }) {
  const { t } = useTranslation('delegations');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const allowed = actsOf(of.next);
  const first = leading(allowed);
  return (
    <>
      {of.editable && <Button onClick={() => void navigate(paths.editDelegation(of.id))}>{common('actions.edit')}</Button>}
      {allowed.map((act) => (
        <Button key={act} type={act === first ? 'primary' : 'default'} danger={undoes.includes(act)} onClick={() => onAct(act)}>
          {t(`act.${act}.button`)}
        </Button>
      ))}
    </>
  );
}
