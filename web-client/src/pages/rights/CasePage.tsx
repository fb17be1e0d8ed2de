import { Breadcrumb, Button, Card, Flex, Result, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { OpenRightsCaseDocument, RightsCasePageDocument, type RightsCaseFactsFragment } from '@/gql/graphql';
import { CaseDelegations } from '@/pages/delegations/CaseDelegations';
import { Attachments } from '@/shared/attachments/Attachments';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { MaskedNotice, OpenMaskedModal } from '@/shared/OpenMasked';
import { Page } from '@/shared/Page';
import { CaseFacts } from './CaseFacts';
import { CaseStateTag, useOpponentText } from './CaseParts';
import { CaseEvents, CaseStations } from './CaseWay';
import { rightsContext } from './context';
import { DeadlinesCard } from './DeadlinesCard';
import { LettersCard } from './LettersCard';
import { RecoveriesCard } from './RecoveriesCard';
import { ReferModal } from './ReferModal';
import { ReferralCard } from './ReferralCard';
import { StepModal } from './StepModal';
import { actsOf, undoes, type Act } from './steps';
import { WorkersCard } from './WorkersCard';

/** One rights case: where it stands and what comes next, what it is about, what was done, and what is due. */
export default function CasePage() {
  const { t } = useTranslation('rights');
  const { id = '' } = useParams();
  const [{ data, error, fetching }, retry] = useQuery({ query: RightsCasePageDocument, variables: { id }, context: rightsContext });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  if (!data.rightsCase) {
    return fetching ? <Loading /> : <Result status="404" title={t('gone')} extra={<Link to={paths.rights}>{t('title')}</Link>} />;
  }
  return <Whole key={data.rightsCase.id} of={data.rightsCase} />;
}

function Whole(props: { of: RightsCaseFactsFragment }) {
  const { t } = useTranslation('rights');
  const label = useEnumLabel();
  const opponent = useOpponentText();
  const [act, setAct] = useState<Act | null>(null);
  const [opening, setOpening] = useState(false);
  // What a superior's look shows stays in this page's memory and goes with it.
  const [opened, setOpened] = useState<RightsCaseFactsFragment | null>(null);
  const of = opened ?? props.of;
  const { openable } = props.of;
  const close = () => setAct(null);
  return (
    <Page
      title={t('titleOf', { name: of.label })}
      lead={[label('RightsCaseKind', of.kind), opponent(of), of.number].join(' · ')}
      above={<Breadcrumb items={[{ title: <Link to={paths.rights}>{t('title')}</Link> }, { title: of.number }]} />}
      extra={
        <Flex gap={4} wrap>
          <CaseStateTag state={of.state} />
          {of.collective && <Tag color="error">{t('collective')}</Tag>}
        </Flex>
      }
      actions={<Acts of={of} onAct={setAct} />}
    >
      {!props.of.details && (
        <MaskedNotice opened={opened !== null} title={t(openable ? 'maskedBelow' : 'masked')} onOpen={openable ? () => setOpening(true) : undefined} />
      )}
      <Card size="small" title={t('way.title')}>
        <CaseStations of={of} />
      </Card>
      <DeadlinesCard of={of} />
      <CaseFacts of={of} />
      <WorkersCard of={of} />
      <ReferralCard of={of} />
      <LettersCard of={of} />
      <CaseDelegations of={of} />
      <RecoveriesCard of={of} />
      <Evidence of={of} />
      <Card size="small" title={t('way.events')}>
        <CaseEvents of={of} />
      </Card>
      {act === 'REFER' && <ReferModal of={of} onClose={close} />}
      {act && act !== 'REFER' && <StepModal act={act} of={of} onClose={close} />}
      <OpenMaskedModal
        id={of.id}
        document={OpenRightsCaseDocument}
        payload={(data) => data.openRightsCase}
        what={t('open.what')}
        hint={t('open.reasonHint')}
        open={opening}
        onClose={() => setOpening(false)}
        onOpened={(payload) => setOpened(payload.case ?? null)}
      />
    </Page>
  );
}

/** A button for each step that the viewer may take now; the first that moves the case on stands out. */
function Acts({ of, onAct }: { of: RightsCaseFactsFragment; onAct: (act: Act) => void }) {
  const { t } = useTranslation('rights');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const acts = actsOf(of.next);
  const first = acts.find((act) => act !== 'NOTE' && !undoes.includes(act));
  return (
    <>
      {acts.map((act) => (
        <Button key={act} type={act === first ? 'primary' : 'default'} danger={act === 'REFUSE' || act === 'WITHDRAW'} onClick={() => onAct(act)}>
          {t(`act.${act}.button`)}
        </Button>
      ))}
      {of.editable && <Button onClick={() => void navigate(paths.editRightsCase(of.id))}>{common('actions.edit')}</Button>}
    </>
  );
}

/** 举证材料, as long as the case is open to them. */
function Evidence({ of }: { of: RightsCaseFactsFragment }) {
  const { t } = useTranslation('rights');
  const { evidenceEditable: editable } = of;
  if (!editable && of.evidence.length === 0) return null;
  return (
    <Card size="small" title={t('evidence.title')}>
      <Flex vertical gap="small">
        {editable && <Typography.Text type="secondary">{t('evidence.hint')}</Typography.Text>}
        <Attachments subject={{ rightsCaseId: of.id }} attachments={of.evidence} editable={editable} label={t('evidence.title')} />
      </Flex>
    </Card>
  );
}
