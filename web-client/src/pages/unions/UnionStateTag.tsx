import { Tag } from 'antd';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { UnionState } from '@/gql/graphql';

const colours: Record<UnionState, string> = {
  PREPARING: 'processing',
  APPROVED: 'processing',
  ACTIVE: 'success',
  SUSPENDED: 'warning',
  MERGED: 'default',
  DISSOLVED: 'default',
};

/** The state of a union. */
export function UnionStateTag(props: { state: UnionState }) {
  const label = useEnumLabel();
  return <Tag color={colours[props.state]}>{label('UnionState', props.state)}</Tag>;
}
