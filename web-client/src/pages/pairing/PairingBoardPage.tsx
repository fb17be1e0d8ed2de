import { Loading } from '@/shared/Loading';

export default function PairingBoardPage() {
  return <Loading />;
}
