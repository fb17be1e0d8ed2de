import { Descriptions, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { HouseholdFactsFragment } from '@/gql/graphql';
import { formatDate, formatDateTime, formatMoney } from '@/shared/format';

/** What is on record of a household. */
export function HouseholdFactList(props: { household: HouseholdFactsFragment }) {
  const { t } = useTranslation('households');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  const { household } = props;
  const text = (value: string | null | undefined) =>
    value || <Typography.Text type="secondary">{household.masked ? t('list.guarded') : common('unknown')}</Typography.Text>;
  const consent = household.consentOn
    ? [formatDate(household.consentOn), household.consentForm].filter(Boolean).join(' · ')
    : null;
  return (
    <Descriptions
      size="small"
      bordered
      styles={{ label: { width: 124 } }}
      column={{ xs: 1, sm: 1, md: 2 }}
      items={[
        { key: 'kind', label: t('field.kind'), children: label('HouseholdKind', household.kind) },
        { key: 'union', label: t('field.union'), children: household.union.name },
        { key: 'address', label: t('field.address'), children: text(household.address) },
        { key: 'phone', label: t('field.phone'), children: text(household.phone) },
        { key: 'hukou', label: t('field.hukou'), children: label('Hukou', household.hukou) },
        { key: 'housing', label: t('field.housing'), children: label('Housing', household.housing) },
        {
          key: 'population',
          label: t('field.population'),
          children: `${common('unit.people', { count: household.population })}，${t('field.labourForce')} ${common('unit.people', { count: household.labourForce })}`,
        },
        { key: 'income', label: t('field.annualIncomePerHead'), children: formatMoney(household.annualIncomePerHead) },
        { key: 'mainCause', label: t('field.mainCause'), children: label('HardshipCause', household.mainCause) },
        { key: 'expense', label: t('field.annualRigidExpense'), children: formatMoney(household.annualRigidExpense) },
        {
          key: 'otherCauses',
          label: t('field.otherCauses'),
          children: household.otherCauses.map((one) => label('HardshipCause', one)).join('、') || common('none'),
        },
        { key: 'needyFile', label: t('field.needyFile'), children: label('NeedyFileState', household.needyFile) },
        {
          key: 'needs',
          label: t('field.needs'),
          span: 'filled',
          children: (
            <Flex gap={4} wrap>
              {household.needs.length === 0 ? common('none') : household.needs.map((one) => <Tag key={one}>{label('Need', one)}</Tag>)}
            </Flex>
          ),
        },
        ...(household.singleParentFemaleWorker
          ? [{ key: 'single', label: t('field.singleParentFemaleWorker'), children: common('yes') }]
          : []),
        { key: 'consent', label: t('register.sections.consent'), children: consent ?? (household.masked ? text(null) : <Tag color="warning">{t('consent.missing')}</Tag>) },
        { key: 'registeredOn', label: t('field.registeredOn'), children: formatDate(household.registeredOn) },
        { key: 'updatedAt', label: t('field.updatedAt'), children: formatDateTime(household.updatedAt) },
        ...(household.note ? [{ key: 'note', label: t('field.note'), span: 'filled' as const, children: household.note }] : []),
      ]}
    />
  );
}
