import { useParams } from 'react-router';
import { Delegation } from './Delegation';

/** One delegation, for the union that gave it away. */
export default function DelegationPage() {
  const { id = '' } = useParams();
  return <Delegation id={id} side="union" />;
}
