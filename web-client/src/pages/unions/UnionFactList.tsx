import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import type { UnionFactsFragment } from '@/gql/graphql';
import { formatCount, formatDate } from '@/shared/format';

/** What is on record of a union. */
export function UnionFactList(props: {
  union: UnionFactsFragment & { steward?: { id: string; name: string } | null };
  columns: number;
}) {
  const { t } = useTranslation('unions');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  const { union } = props;
  const said = (text: string | null | undefined) => text || common('unknown');
  return (
    <Descriptions
      column={props.columns}
      size="small"
      items={[
        { key: 'level', label: t('level'), children: label('UnionLevel', union.level) },
        { key: 'divisionCode', label: t('divisionCode'), children: said(union.divisionCode) },
        { key: 'creditCode', label: t('creditCode'), children: said(union.creditCode) },
        { key: 'telephone', label: t('telephone'), children: said(union.telephone) },
        { key: 'address', label: t('address'), children: said(union.address) },
        { key: 'memberCount', label: t('memberCount'), children: formatCount(union.memberCount) },
        { key: 'migrantMemberCount', label: t('migrantMemberCount'), children: formatCount(union.migrantMemberCount) },
        { key: 'householdKind', label: t('householdKind'), children: said(label('HouseholdKind', union.householdKind)) },
        {
          key: 'steward',
          label: t('steward'),
          children: union.steward ? <Link to={paths.union(union.steward.id)}>{union.steward.name}</Link> : common('none'),
        },
        { key: 'createdAt', label: t('createdAt'), children: formatDate(union.createdAt) },
      ]}
    />
  );
}
