import { Loading } from '@/shared/Loading';

export default function VisitsPage() {
  return <Loading />;
}
