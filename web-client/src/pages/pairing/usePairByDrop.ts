import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { PairHouseholdDocument, TransferPairingDocument, type BoardCadreFragment } from '@/gql/graphql';
import { useSubmit } from '@/shared/useSubmit';
import type { Dragged } from './CadreCard';

/**
 * Pairs or transfers what was dropped on a cadre, after asking. `refused` is called when the server says
 * no, so that the board shows what is true now.
 */
export function usePairByDrop(refused: () => void) {
  const { t } = useTranslation('pairing');
  const { modal } = App.useApp();
  const pair = useSubmit(PairHouseholdDocument, {
    payload: (data) => data.pairHousehold,
    success: t('pair.done'),
    onRefused: refused,
  });
  const transfer = useSubmit(TransferPairingDocument, {
    payload: (data) => data.transferPairing,
    success: t('transfer.done'),
    onRefused: refused,
  });

  const drop = ({ household, pairing }: Dragged, cadre: BoardCadreFragment) =>
    pairing
      ? modal.confirm({
          title: t('board.transferAsk', { household: household.headName, from: pairing.cadre.name, to: cadre.name }),
          content: t('transfer.what', { cadre: pairing.cadre.name }),
          okText: t('act.transfer'),
          onOk: () => transfer.submit({ id: pairing.id, version: pairing.version, toCadreId: cadre.id }),
        })
      : modal.confirm({
          title: t('board.pairAsk', { household: household.headName, cadre: cadre.name }),
          content: t('board.pairAskWhat', { cadre: cadre.name, count: cadre.activePairingCount }),
          okText: t('act.pair'),
          onOk: () => pair.submit({ householdId: household.id, cadreId: cadre.id }),
        });

  return { drop, problems: [pair, transfer] };
}
