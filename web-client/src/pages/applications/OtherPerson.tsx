import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/session/SessionContext';
import type { AidApplicationFactsFragment, Permission } from '@/gql/graphql';
import { isFile, wordsOf } from '@/shared/needyFile';
import { commonActs, undoes } from './steps';

/** What it takes to move an application on from where four eyes are needed. */
function actorOf(of: AidApplicationFactsFragment): Permission | undefined {
  switch (of.state) {
    case 'SUBMITTED':
    case 'ENDING':
      return 'AID_REVIEW';
    case 'PUBLICISED':
      return isFile(of) ? 'AID_REVIEW' : 'FUND_APPROVE';
    case 'APPROVED':
      return 'FUND_MANAGE';
    default:
      return undefined;
  }
}

/** Why whoever may act at the union whose turn it is can't take this step: somebody else has to. */
export function OtherPerson({ of }: { of: AidApplicationFactsFragment }) {
  const { t } = useTranslation('applications');
  const { can, manages } = useSession();
  const own = of.desk !== null && manages(of.desk.id);
  const needed = actorOf(of);
  const might = needed !== undefined && can(needed);
  const goesOn = commonActs([of]).some((act) => !undoes.includes(act));
  const hangs = of.state === 'PUBLICISED' && of.notice?.hanging;
  if (!own || !might || goesOn || hangs) return null;
  return <Alert type="info" showIcon title={t('otherPerson', wordsOf(of))} />;
}
