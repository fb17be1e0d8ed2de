import { useParams } from 'react-router';
import { Delegation } from '@/pages/delegations/Delegation';

/** One delegation, for the partner that has it. */
export default function PortalDelegationPage() {
  const { id = '' } = useParams();
  return <Delegation id={id} side="partner" />;
}
