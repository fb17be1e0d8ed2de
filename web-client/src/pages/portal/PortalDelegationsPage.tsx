import { useTranslation } from 'react-i18next';
import { DelegationList } from '@/pages/delegations/DelegationList';

/** What unions delegated to the partner. */
export default function PortalDelegationsPage() {
  const { t } = useTranslation('portal');
  return <DelegationList side="partner" lead={t('delegations.lead')} empty={t('delegations.empty')} />;
}
