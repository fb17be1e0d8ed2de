import { Button, Card, Col, Flex, Row, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useQuery } from 'urql';
import { useSession } from '@/app/session/SessionContext';
import { BoardCadresDocument, BoardHouseholdsDocument, type BoardCadreFragment, type BoardHouseholdFragment } from '@/gql/graphql';
import { EmptyHint } from '@/shared/EmptyHint';
import { ExportButton } from '@/shared/ExportButton';
import { FilterField } from '@/shared/FilterBar';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { MoreButton, MorePages, type OnMore } from '@/shared/MorePages';
import { Page } from '@/shared/Page';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { usePhone } from '@/shared/usePhone';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { CadreCard, type Dragged, type PairingAct } from './CadreCard';
import { EndPairingModal, HelperModal, PairModal, TransferModal } from './PairingModals';
import { ProposalModal } from './ProposalModal';
import { UnpairedList } from './UnpairedList';
import { usePairByDrop } from './usePairByDrop';

const context = { additionalTypenames: ['StaffMember', 'Pairing'] };

/** Who answers for which household in one union, and who still waits: to be paired by hand or by proposal. */
export default function PairingBoardPage() {
  const { t } = useTranslation('pairing');
  const { viewer, can } = useSession();
  const phone = usePhone();
  const { filters, setFilters } = useUrlFilters(['union']);
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const [chosen, setChosen] = useState<BoardHouseholdFragment | null>(null);
  const [act, setAct] = useState<{ kind: PairingAct; of: Required<Dragged> } | null>(null);
  const [proposing, setProposing] = useState(false);
  const unions = viewer.managedUnions.some((one) => one.id === viewer.union.id)
    ? viewer.managedUnions
    : [viewer.union, ...viewer.managedUnions];
  const unionId = filters.union ?? viewer.union.id;
  const client = useClient();
  // A refusal means that somebody else was faster: show what is true now.
  const { drop, problems } = usePairByDrop(() => {
    void client.query(BoardCadresDocument, { unionId, after: null }, { ...context, requestPolicy: 'network-only' }).toPromise();
    void client.query(BoardHouseholdsDocument, { unionId, after: null }, { ...context, requestPolicy: 'network-only' }).toPromise();
  });
  const close = () => setAct(null);

  return (
    <Page
      title={t('board.title')}
      lead={phone ? t('board.leadPhone') : t('board.lead')}
      actions={
        <>
          <ExportButton
            tables={[
              { title: t('board.unpaired'), list: { households: { unionId, paired: false, status: 'ACTIVE' } }, names: true },
              { title: t('board.paired'), list: { households: { unionId, paired: true, status: 'ACTIVE' } }, names: true },
              { title: t('board.cadres'), list: { staff: { unionId, role: 'CADRE', state: 'ACTIVE' } } },
            ]}
          />
          {can('PAIRING_MANAGE') && (
            <Button type="primary" onClick={() => setProposing(true)}>
              {t('board.proposal')}
            </Button>
          )}
        </>
      }
    >
      {unions.length > 1 && (
        <FilterField label={t('board.union')} width={320}>
          {(id) => (
            <Select
              id={id}
              value={unionId}
              options={unions.map((one) => ({ value: one.id, label: one.name }))}
              onChange={(union: string) => setFilters({ union })}
            />
          )}
        </FilterField>
      )}
      {problems.map((one, index) => (
        <SubmitProblems key={index === 0 ? 'pair' : 'transfer'} of={one} />
      ))}
      <Row gutter={[16, 16]}>
        <Col xs={24} lg={9}>
          <Card size="small" title={t('board.unpaired')}>
            <UnpairedList unionId={unionId} onDrag={setDragged} onChoose={setChosen} />
          </Card>
        </Col>
        <Col xs={24} lg={15}>
          <Card size="small" title={t('board.cadres')}>
            <MorePages
              key={unionId}
              part={(after, onMore) => (
                <Cadres
                  unionId={unionId}
                  after={after}
                  onMore={onMore}
                  dragged={dragged}
                  onDrag={setDragged}
                  onDrop={(cadre) => {
                    if (dragged) void drop(dragged, cadre);
                    setDragged(null);
                  }}
                  onAct={(kind, of) => setAct({ kind, of })}
                />
              )}
            />
          </Card>
        </Col>
      </Row>
      {chosen && <PairModal open household={chosen} onClose={() => setChosen(null)} />}
      {act && (
        <>
          <TransferModal open={act.kind === 'transfer'} household={act.of.household} pairing={act.of.pairing} onClose={close} />
          <EndPairingModal open={act.kind === 'end'} household={act.of.household} pairing={act.of.pairing} onClose={close} />
          <HelperModal open={act.kind === 'helper'} household={act.of.household} except={act.of.pairing.cadre.id} onClose={close} />
        </>
      )}
      {proposing && <ProposalModal unionId={unionId} onClose={() => setProposing(false)} />}
    </Page>
  );
}

function Cadres(props: {
  unionId: string;
  after: string | null;
  onMore: OnMore;
  dragged: Dragged | null;
  onDrag: (dragged: Dragged | null) => void;
  onDrop: (cadre: BoardCadreFragment) => void;
  onAct: (act: PairingAct, of: Required<Dragged>) => void;
}) {
  const { t } = useTranslation('pairing');
  const [{ data, error }, retry] = useQuery({
    query: BoardCadresDocument,
    variables: { unionId: props.unionId, after: props.after },
    context,
  });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  const { nodes, pageInfo } = data.staffMembers;
  if (nodes.length === 0) return <EmptyHint text={t('board.cadresNone')} />;
  return (
    <>
      <Row gutter={[12, 12]}>
        {nodes.map((one) => (
          <Col key={one.id} xs={24} xl={12}>
            <CadreCard cadre={one} dragged={props.dragged} onDrag={props.onDrag} onDrop={props.onDrop} onAct={props.onAct} />
          </Col>
        ))}
      </Row>
      <Flex justify="center">
        <MoreButton pageInfo={pageInfo} onMore={props.onMore} />
      </Flex>
    </>
  );
}
