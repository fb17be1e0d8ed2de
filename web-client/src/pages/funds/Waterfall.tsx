import { Flex, Segmented, Typography } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { FundBoardQuery } from '@/gql/graphql';
import { Chart } from '@/shared/Chart';
import { ChartCard } from '@/shared/ChartCard';
import { formatMoney } from '@/shared/format';
import { isZero } from '@/shared/money';
import { usePhone } from '@/shared/usePhone';
import { AmountTable } from './AmountTable';
import { waterfallOption } from './charts';
import { steps, stepOf, waterfall, type FlowPart } from './flows';
import { useProgrammeText } from './FundParts';

type Statement = NonNullable<NonNullable<FundBoardQuery['union']>['fundStatement']>;

const groupings = ['total', 'source', 'programme'] as const;

/** How the money of a year flowed, in all, by source or by programme. */
export function Waterfall({ statement, withTable }: { statement: Statement; withTable: boolean }) {
  const { t } = useTranslation('funds');
  const label = useEnumLabel();
  const programmeText = useProgrammeText();
  const phone = usePhone();
  const [by, setBy] = useState<(typeof groupings)[number]>('total');
  const parts = useMemo<FlowPart[]>(() => {
    if (by === 'source') return statement.bySource.map((one) => ({ name: label('FundSource', one.source), flows: one.flows }));
    if (by === 'programme') {
      // What is only budgeted has moved no money.
      const moved = statement.byProgramme.filter((one) => steps.some((step) => !isZero(stepOf(one.flows, step))));
      return moved.map((one) => ({ name: programmeText(one.programme), flows: one.flows }));
    }
    return [{ name: t('total'), flows: statement.total }];
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- programmeText is made of t and label
  }, [by, statement, label, t]);
  const bars = useMemo(() => waterfall(parts), [parts]);
  const option = useMemo(
    () => waterfallOption({ bars, parts: parts.map((one) => one.name), stepName: (step) => t(`flow.${step}`), unit: t('board.unitTenThousand'), lying: phone }),
    [bars, parts, phone, t],
  );
  const title = t('board.waterfall');
  const spoken = `${title}：${steps.map((step) => `${t(`flow.${step}`)} ${formatMoney(stepOf(statement.total, step))}`).join('，')}`;
  const rows = [
    ...(by === 'total' ? [] : parts.map((one) => ({ name: one.name, amounts: steps.map((step) => stepOf(one.flows, step)) }))),
    { name: t('total'), amounts: steps.map((step) => stepOf(statement.total, step)), strong: true },
  ];
  return (
    <ChartCard
      title={title}
      wide
      withTable={withTable}
      extra={
        <Flex vertical gap={4} style={{ marginBottom: 8 }}>
          <Segmented
            size="small"
            aria-label={t('board.parts')}
            value={by}
            onChange={setBy}
            options={groupings.map((value) => ({ value, label: t(`board.part.${value}`) }))}
            style={{ alignSelf: 'flex-start' }}
          />
          {by === 'programme' && <Typography.Text type="secondary">{t('board.programmeNote')}</Typography.Text>}
        </Flex>
      }
      chart={<Chart option={option} label={spoken} height={phone ? 340 : 320} />}
      table={<AmountTable label={title} of={t('board.partOf')} rows={rows} columns={steps.map((step) => t(`flow.${step}`))} />}
    />
  );
}
