import { Card, Descriptions, Flex, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { RecordFactsFragment } from '@/gql/graphql';
import { formatDate, formatMoney } from '@/shared/format';
import { factNames, sameFact, type FactName } from './facts';
import { DifferenceTags } from './SurveyParts';
import { useFactText } from './useFactText';

/** A record: what changed first, then the facts with what they were, the answers, what was asked for. */
export function RecordCard({ record, extra, named }: { record: RecordFactsFragment; extra?: ReactNode; named?: boolean }) {
  const { t } = useTranslation('surveys');
  const { t: households } = useTranslation('households');
  const { t: visits } = useTranslation('visits');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  const text = useFactText();
  const before = record.comparedWith;
  const answer = (one: RecordFactsFragment['answers'][number]) =>
    one.text ?? (one.money ? formatMoney(one.money) : (one.number ?? (one.yes === null ? one.chosen.join('、') : one.yes ? common('yes') : common('no'))));
  const fact = (name: FactName) => (
    <span>
      {text(name, record[name])}
      {name in before && !sameFact(name, record[name], before[name as keyof typeof before]) && (
        <Typography.Text type="secondary"> {t('record.was', { value: text(name, before[name as keyof typeof before]) })}</Typography.Text>
      )}
    </span>
  );
  const said = [
    ...record.answers.map((one) => ({ key: one.question, label: one.label, children: answer(one) })),
    ...(record.claims ? [{ key: 'claims', label: visits('field.claims'), children: record.claims }] : []),
    ...(record.observed ? [{ key: 'observed', label: visits('field.observed'), children: record.observed }] : []),
  ];
  return (
    <Card
      size="small"
      title={`${formatDate(record.visitedOn)} ${label('VisitKind', record.kind)}`}
      extra={
        <Flex gap="small" align="center">
          {!record.counts && <Tag>{t('record.corrected')}</Tag>}
          {extra}
        </Flex>
      }
    >
      <Flex vertical gap="middle">
        <Flex vertical gap={4}>
          <Typography.Text type="secondary">
            {[
              named && record.round.name,
              record.cadre && t('record.by', { name: record.cadre.name }),
              before.visitedOn ? t('record.comparedOn', { date: formatDate(before.visitedOn) }) : t('record.comparedFile'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Typography.Text>
          <DifferenceTags differences={record.differences} />
          {record.correction && <Typography.Text>{t('record.correction', { reason: record.correction })}</Typography.Text>}
        </Flex>
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 1, md: 2 }}
          styles={{ label: { width: 124 } }}
          items={[
            ...factNames.map((name) => ({ key: name, label: households(`field.${name}`), children: fact(name) })),
            ...(record.metWhom ? [{ key: 'metWhom', label: visits('field.metWhom'), children: record.metWhom }] : []),
            ...(record.place ? [{ key: 'place', label: visits('field.place'), children: record.place }] : []),
          ]}
        />
        {said.length > 0 && <Descriptions size="small" column={1} items={said} />}
      </Flex>
    </Card>
  );
}
