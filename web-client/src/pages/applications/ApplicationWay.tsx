import { Flex, Steps, Timeline, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AidApplicationFactsFragment, AidApplicationStep } from '@/gql/graphql';
import { today } from '@/shared/day';
import { formatDate, formatDateTime } from '@/shared/format';
import { usePhone } from '@/shared/usePhone';
import { useStateText, useStepText } from './ApplicationParts';
import { stationOf, stationsOf, statusesOf, type Station } from './stages';

/** Where an application stands, who is to act, and what comes after. */
export function ApplicationWay({ of }: { of: AidApplicationFactsFragment }) {
  const { t } = useTranslation('applications');
  const phone = usePhone();
  const stateText = useStateText();
  const stations = stationsOf(of);
  const at = stationOf(of, today());
  const statuses = statusesOf(of, today());
  const acting: Record<Station, { shortName: string } | null> = {
    SUBMIT: of.union,
    REVIEW: of.desk,
    NOTICE: of.decider,
    APPROVE: of.decider,
    PAY: of.decider,
    CONFIRM: of.union,
    FILE: of.decider,
    END: of.decider,
  };
  const note = (station: Station, index: number): string | undefined => {
    if (index < at) return undefined;
    if (index > at) return station === 'REVIEW' ? undefined : acting[station]?.shortName;
    if (of.state === 'REJECTED' || of.state === 'WITHDRAWN') return stateText(of);
    if (of.state === 'PUBLICISED' && station === 'NOTICE') return t('way.hangsUntil', { day: formatDate(of.noticeEndsOn) });
    if (of.state === 'PAYING') return t('way.atBank');
    return t('way.waitsFor', { union: acting[station]?.shortName ?? t('above') });
  };
  return (
    <Steps
      size="small"
      current={Math.min(at, stations.length - 1)}
      orientation={phone ? 'vertical' : 'horizontal'}
      aria-label={t('way.title')}
      items={stations.map((station, index) => ({ title: t(`way.station.${station}`), status: statuses[index], content: note(station, index) }))}
    />
  );
}

const colours: Partial<Record<AidApplicationStep, string>> = { RETURN: 'orange', BOUNCE: 'orange', REVOKE: 'orange', PROPOSE_END: 'orange', REJECT: 'red', WITHDRAW: 'gray', END: 'gray' };

/** Every step so far: who took it, when, for which union, and why. */
export function ApplicationEvents({ of }: { of: AidApplicationFactsFragment }) {
  const { t } = useTranslation('applications');
  const stepText = useStepText();
  if (of.way.length === 0) return <Typography.Text type="secondary">{t('way.none')}</Typography.Text>;
  return (
    <Timeline
      style={{ marginTop: 4 }}
      items={of.way.map((one) => ({
        key: one.number,
        color: colours[one.step] ?? 'green',
        content: (
          <Flex vertical gap={2}>
            <span>
              <strong>{stepText(of, one.step)}</strong>
              {one.reason && `：${one.reason}`}
            </span>
            <Typography.Text type="secondary">{[formatDateTime(one.at), one.union?.shortName ?? t('above'), one.by?.name].filter(Boolean).join(' · ')}</Typography.Text>
          </Flex>
        ),
      }))}
    />
  );
}
