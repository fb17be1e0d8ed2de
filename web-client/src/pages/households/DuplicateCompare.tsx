import { Table, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { HouseholdFactsFragment } from '@/gql/graphql';
import { formatDate, formatMoney } from '@/shared/format';

interface Line {
  key: string;
  title: string;
  claimant: string;
  other: string;
}

/** The two files of one person side by side; what differs is marked. */
export function DuplicateCompare(props: { claimant: HouseholdFactsFragment | null; other: HouseholdFactsFragment | null }) {
  const { t } = useTranslation('households');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  const hidden = t('duplicates.hidden');
  const facts: [string, string, (one: HouseholdFactsFragment) => string | null][] = [
    ['fileNumber', t('field.fileNumber'), (one) => one.fileNumber],
    ['union', t('field.union'), (one) => one.union.name],
    ['head', t('field.headName'), (one) => one.headName],
    ['registeredOn', t('field.registeredOn'), (one) => formatDate(one.registeredOn)],
    ['kind', t('field.kind'), (one) => label('HouseholdKind', one.kind)],
    ['status', t('field.status'), (one) => label('HouseholdStatus', one.status)],
    ['address', t('field.address'), (one) => one.address],
    ['tier', t('field.tier'), (one) => label('HardshipTier', one.tier)],
    ['mainCause', t('field.mainCause'), (one) => label('HardshipCause', one.mainCause)],
    ['population', t('field.population'), (one) => common('unit.people', { count: one.population })],
    ['income', t('field.annualIncomePerHead'), (one) => formatMoney(one.annualIncomePerHead)],
    ['cadre', t('field.cadre'), (one) => one.cadre?.name ?? t('list.unpaired')],
    [
      'members',
      t('members.title'),
      (one) =>
        one.members
          .map((member) => [member.name, label('Relation', member.relation), member.disputed ? t('member.disputed') : ''].filter(Boolean).join(' '))
          .join('；'),
    ],
  ];
  const text = (one: HouseholdFactsFragment | null, of: (one: HouseholdFactsFragment) => string | null) =>
    one ? of(one) || common('unknown') : hidden;
  const lines: Line[] = facts.map(([key, title, of]) => ({
    key,
    title,
    claimant: text(props.claimant, of),
    other: text(props.other, of),
  }));
  const both = props.claimant !== null && props.other !== null;
  return (
    <Table
      aria-label={t('duplicates.title')}
      size="small"
      bordered
      pagination={false}
      dataSource={lines}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          key: 'title',
          title: t('duplicates.fact'),
          width: 150,
          render: (_, line) => (
            <>
              {line.title} {both && line.claimant !== line.other && <Tag color="warning">{t('duplicates.differs')}</Tag>}
            </>
          ),
        },
        { key: 'other', title: t('duplicates.other'), render: (_, line) => <Typography.Text>{line.other}</Typography.Text> },
        { key: 'claimant', title: t('duplicates.claimant'), render: (_, line) => <Typography.Text>{line.claimant}</Typography.Text> },
      ]}
    />
  );
}
