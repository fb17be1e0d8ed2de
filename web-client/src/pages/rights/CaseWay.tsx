import { Flex, Steps, Timeline, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { RightsCaseFactsFragment, RightsCaseStep } from '@/gql/graphql';
import { formatDate, formatDateTime } from '@/shared/format';
import { usePhone } from '@/shared/usePhone';
import { stationOf, stations, statusesOf, type Station } from './states';

/** Where a case stands, who is to act, and what comes after. */
export function CaseStations({ of }: { of: RightsCaseFactsFragment }) {
  const { t } = useTranslation('rights');
  const label = useEnumLabel();
  const phone = usePhone();
  const at = stationOf(of.state);
  const statuses = statusesOf(of.state);
  // Until it is taken in, the union that it was referred to has to act, though the case is still at home.
  const waiting = (of.state === 'REFERRED' && of.referrals[0]?.toName) || of.handlerName;
  const days: Partial<Record<Station, string | null>> = { REPORT: of.reportedOn, ACCEPT: of.acceptedOn, RESULT: of.resolvedOn, CLOSE: of.closedOn };
  const note = (station: Station, index: number): string | undefined => {
    if (index < at) return formatDate(days[station]) || undefined;
    if (index > at) return undefined;
    return of.state === 'REFUSED' ? label('RightsCaseState', of.state) : t('way.waitsFor', { union: waiting });
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
      <span>{t(`comes.${of.next.includes('TAKE') ? 'TO_TAKE' : of.next.includes('FINISH') ? 'TO_FINISH' : of.state}`)}</span>
    </Flex>
  );
}

const colours: Partial<Record<RightsCaseStep, string>> = { RETURN: 'orange', RECALL: 'orange', CORRECT: 'orange', REFUSE: 'red', LOSE: 'red', WITHDRAW: 'gray', NOTE: 'gray', EDIT: 'gray', CLOSE: 'gray' };

/** Every step so far: who took it, when, for which union, and in what words. */
export function CaseEvents({ of }: { of: RightsCaseFactsFragment }) {
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
              <strong>{label('RightsCaseStep', one.step)}</strong>
              {one.text && `：${one.text}`}
            </span>
            <Typography.Text type="secondary">{[formatDateTime(one.at), one.unionName, one.by?.name].filter(Boolean).join(' · ')}</Typography.Text>
          </Flex>
        ),
      }))}
    />
  );
}
