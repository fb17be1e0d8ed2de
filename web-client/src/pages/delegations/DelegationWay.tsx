import { Flex, Steps, Tag, Timeline, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { DelegationFactsFragment, DelegationStep } from '@/gql/graphql';
import { formatDate, formatDateTime } from '@/shared/format';
import { usePhone } from '@/shared/usePhone';
import type { Side } from './side';
import { stationOf, stations, statusesOf, type Station } from './states';

/** Where a delegation stands, who is to act, and what comes after. */
export function DelegationStations({ of, side }: { of: DelegationFactsFragment; side: Side }) {
  const { t } = useTranslation('delegations');
  const label = useEnumLabel();
  const phone = usePhone();
  const at = stationOf(of);
  const statuses = statusesOf(of);
  const days: Partial<Record<Station, string | null>> = { DRAFT: of.createdAt, OFFER: of.offeredOn, ANSWER: of.answeredOn, END: of.endedOn };
  const note = (station: Station, index: number): string | undefined => {
    if (index < at) return formatDate(days[station]) || undefined;
    if (index > at) return undefined;
    const { state } = of;
    if (state === 'DECLINED' || state === 'RESIGNED' || state === 'REVOKED') return [label('DelegationState', state), formatDate(of.endedOn)].join(' ');
    return state === 'CONCLUDED' ? undefined : t(`way.waits.${state}`);
  };
  return (
    <Flex vertical gap="small">
      <Steps
        size="small"
        current={Math.min(at, stations.length - 1)}
        orientation={phone ? 'vertical' : 'horizontal'}
        aria-label={t('way.title')}
        items={stations.map((station, index) => ({ title: t(`way.station.${station}`), status: statuses[index], content: note(station, index) }))}
      />
      <span>{of.state === 'DRAFT' || side === 'union' ? t(`comes.${of.state}`) : t(`comesPartner.${of.state}`)}</span>
    </Flex>
  );
}

const colours: Partial<Record<DelegationStep, string>> = { DECLINE: 'red', RESIGN: 'red', REVOKE: 'gray', MESSAGE: 'gray', EDIT: 'gray', DRAFT: 'gray' };

/** Every step so far: who took it, when, and in what words. */
export function DelegationEvents({ of }: { of: DelegationFactsFragment }) {
  const { t } = useTranslation('delegations');
  const label = useEnumLabel();
  return (
    <Timeline
      style={{ marginTop: 4 }}
      items={of.way.map((one) => ({
        key: one.number,
        color: colours[one.step] ?? 'green',
        content: (
          <Flex vertical gap={2}>
            <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              <strong>{label('DelegationStep', one.step)}</strong>
              {one.text && `：${one.text}`}
            </span>
            <Typography.Text type="secondary">
              {[formatDateTime(one.at), one.actorName].join(' · ')} {one.byPartner && <Tag>{t('way.byPartner')}</Tag>}
            </Typography.Text>
          </Flex>
        ),
      }))}
    />
  );
}
