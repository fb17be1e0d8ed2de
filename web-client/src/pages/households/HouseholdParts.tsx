import { LockOutlined } from '@ant-design/icons';
import { Flex, Tag, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import type { HardshipTier, HouseholdStatus } from '@/gql/graphql';

const statusColours: Record<HouseholdStatus, string> = { ACTIVE: 'processing', RELIEVED: 'success', CLOSED: 'default' };

export function HouseholdStatusTag(props: { status: HouseholdStatus }) {
  const label = useEnumLabel();
  return <Tag color={statusColours[props.status]}>{label('HouseholdStatus', props.status)}</Tag>;
}

/** The tier; the deepest stands out. */
export function TierTag(props: { tier: HardshipTier }) {
  const label = useEnumLabel();
  return <Tag color={props.tier === 'DEEP' ? 'error' : undefined}>{label('HardshipTier', props.tier)}</Tag>;
}

/** Says that the personal facts of a household are masked for this viewer. */
export function GuardedMark() {
  const { t } = useTranslation('households');
  return (
    <Tooltip title={t('list.guardedHint')}>
      <LockOutlined aria-label={t('list.guarded')} />
    </Tooltip>
  );
}

export function HouseholdLink(props: { household: { id: string; headName: string; masked?: boolean } }) {
  return (
    <Flex gap={6} align="center" style={{ display: 'inline-flex' }}>
      <Link to={paths.household(props.household.id)}>{props.household.headName}</Link>
      {props.household.masked && <GuardedMark />}
    </Flex>
  );
}
