import { App, Button, Card, Empty, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { RemoveHelperDocument, type HouseholdFactsFragment } from '@/gql/graphql';
import { formatDate } from '@/shared/format';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { useSubmit } from '@/shared/useSubmit';
import { EndPairingModal, HandOverModal, HelperModal, PairModal, TransferModal } from './PairingModals';

type Act = 'pair' | 'transfer' | 'end' | 'helper' | 'handOver';

/** Who answers for a household, who helps, and who did before. */
export function PairingBox(props: { household: HouseholdFactsFragment }) {
  const { t } = useTranslation('pairing');
  const { viewer, can, manages } = useSession();
  const [act, setAct] = useState<Act | null>(null);
  const { household } = props;
  const pairing = household.pairings.find((one) => one.state === 'ACTIVE');
  const arranges = can('PAIRING_MANAGE') && manages(household.union.id) && household.status === 'ACTIVE';
  const cadre = pairing?.cadre;
  const own = cadre?.id === viewer.post.id;
  const close = () => setAct(null);
  const dialogue = (of: Act) => ({ household, open: act === of, onClose: close });
  return (
    <Card title={t('box.title')} size="small">
      <Flex vertical gap="middle">
        {pairing ? (
          <Flex vertical>
            <Typography.Text strong>
              {cadre ? <Link to={paths.staffMember(cadre.id)}>{cadre.name}</Link> : t('box.unseen')} {cadre?.title}
            </Typography.Text>
            <Typography.Text type="secondary">
              {cadre && `${cadre.union.shortName} · `}{t('box.since', { date: formatDate(pairing.startedOn) })}
            </Typography.Text>
            {cadre?.phone && <Typography.Text type="secondary">{t('box.phone', { phone: cadre.phone })}</Typography.Text>}
          </Flex>
        ) : (
          <Empty image={null} styles={{ image: { display: 'none' } }} description={t('box.none')}>
            {arranges && (
              <Button type="primary" onClick={() => setAct('pair')}>
                {t('act.pair')}
              </Button>
            )}
          </Empty>
        )}
        {pairing && (arranges || own) && (
          <Flex gap="small" wrap>
            {arranges && <Button onClick={() => setAct('transfer')}>{t('act.transfer')}</Button>}
            <Button onClick={() => setAct('handOver')}>{t('act.handOver')}</Button>
            {arranges && (
              <Button danger onClick={() => setAct('end')}>
                {t('act.end')}
              </Button>
            )}
          </Flex>
        )}
        <Helpers household={household} arranges={arranges} onAdd={() => setAct('helper')} />
        <History household={household} />
      </Flex>
      <PairModal {...dialogue('pair')} />
      <HelperModal {...dialogue('helper')} except={cadre?.id} />
      {pairing && (
        <>
          <TransferModal {...dialogue('transfer')} pairing={pairing} />
          <EndPairingModal {...dialogue('end')} pairing={pairing} />
          <HandOverModal {...dialogue('handOver')} pairing={pairing} />
        </>
      )}
    </Card>
  );
}

function Helpers(props: { household: HouseholdFactsFragment; arranges: boolean; onAdd: () => void }) {
  const { t } = useTranslation('pairing');
  const { modal } = App.useApp();
  const { household, arranges } = props;
  const state = useSubmit(RemoveHelperDocument, { payload: (data) => data.removeHelper, success: t('helper.removed') });
  const remove = (staff: { id: string; name: string }) =>
    modal.confirm({
      title: t('helper.removeTitle', { name: staff.name }),
      content: t('helper.removeWhat'),
      okText: t('act.removeHelper'),
      okButtonProps: { danger: true },
      onOk: () => state.submit({ householdId: household.id, staffId: staff.id }),
    });
  return (
    <Flex vertical gap="small">
      <Typography.Text type="secondary">{t('box.helpers')}</Typography.Text>
      <SubmitProblems of={state} />
      {household.helpers.length === 0 && <span>{t('box.noHelpers')}</span>}
      {household.helpers.map((one) => (
        <Flex key={one.id} justify="space-between" align="center" gap="small">
          <span>
            <Link to={paths.staffMember(one.id)}>{one.name}</Link> {one.title}
          </span>
          {arranges && (
            <Button size="small" onClick={() => remove(one)} aria-label={`${t('act.removeHelper')}：${one.name}`}>
              {t('act.removeHelper')}
            </Button>
          )}
        </Flex>
      ))}
      {arranges && (
        <div>
          <Button size="small" onClick={props.onAdd}>
            {t('act.helper')}
          </Button>
        </div>
      )}
    </Flex>
  );
}

function History(props: { household: HouseholdFactsFragment }) {
  const { t } = useTranslation('pairing');
  const label = useEnumLabel();
  const ended = props.household.pairings.filter((one) => one.state === 'ENDED');
  if (ended.length === 0) return null;
  return (
    <Flex vertical gap={4}>
      <Typography.Text type="secondary">{t('box.history')}</Typography.Text>
      {ended.map((one) => (
        <span key={one.id}>
          {t('box.historyRow', {
            cadre: one.cadre?.name ?? t('box.unseen'),
            from: formatDate(one.startedOn),
            to: formatDate(one.endedOn),
            reason: label('PairingEndReason', one.endReason),
          })}
        </span>
      ))}
    </Flex>
  );
}
