import { useTranslation } from 'react-i18next';
import { DelegationList } from './DelegationList';

/** What the unions of the subtree delegated to partners. */
export default function DelegationsPage() {
  const { t } = useTranslation('delegations');
  return <DelegationList side="union" lead={t('lead')} empty={t('empty')} />;
}
