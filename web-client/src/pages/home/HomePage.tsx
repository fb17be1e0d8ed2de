import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/session/SessionContext';
import { RightsFigures } from '@/pages/rights/RightsFigures';
import { EmptyHint } from '@/shared/EmptyHint';
import { Page } from '@/shared/Page';
import { AdministratorHome } from './AdministratorHome';
import { CadreHome } from './CadreHome';
import { SubtreeFigures } from './SubtreeFigures';

/** What a person has to do today, by what they may do: cadre, administrator, superior, or all of them. */
export default function HomePage() {
  const { t } = useTranslation('home');
  const { viewer, can, hasRole } = useSession();
  const cadre = hasRole('CADRE') && can('HOUSEHOLD_READ');
  const administrator = can('PAIRING_MANAGE') || can('STAFF_MANAGE');
  const superior = can('FIGURES_READ') && viewer.union.childCount > 0;
  return (
    <Page title={t('greeting', { name: viewer.person.name })} lead={`${viewer.union.name} · ${viewer.post.title}`}>
      {cadre && <CadreHome />}
      {administrator && <AdministratorHome />}
      {superior && <SubtreeFigures />}
      {superior && can('RIGHTS_READ') && <RightsFigures />}
      {!cadre && !administrator && !superior && <EmptyHint text={t('nothing')} />}
    </Page>
  );
}
