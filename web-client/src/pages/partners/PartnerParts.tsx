import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { LawyerState, PartnerRowFragment, PartnerState, RightsCaseKind } from '@/gql/graphql';

const partnerColours: Record<PartnerState, string> = { ACTIVE: 'success', SUSPENDED: 'warning', ENDED: 'default' };

export function PartnerStateTag(props: { state: PartnerState }) {
  const label = useEnumLabel();
  return <Tag color={partnerColours[props.state]}>{label('PartnerState', props.state)}</Tag>;
}

const lawyerColours: Record<LawyerState, string> = { INVITED: 'processing', ACTIVE: 'success', LEFT: 'default' };

export function LawyerStateTag(props: { state: LawyerState }) {
  const label = useEnumLabel();
  return <Tag color={lawyerColours[props.state]}>{label('LawyerState', props.state)}</Tag>;
}

/** What a partner or a lawyer is good at; none named means everything. */
export function useSpecialitiesText(): (kinds: readonly RightsCaseKind[]) => string {
  const { t } = useTranslation('partners');
  const label = useEnumLabel();
  return (kinds) => (kinds.length > 0 ? kinds.map((one) => label('RightsCaseKind', one)).join('、') : t('allKinds'));
}

/** Where a partner works; no county named means the whole city. */
export function useDistrictsText(): (districts: PartnerRowFragment['districts']) => string {
  const { t } = useTranslation('partners');
  return (districts) => (districts.length > 0 ? districts.map((one) => one.name).join('、') : t('wholeCity'));
}
