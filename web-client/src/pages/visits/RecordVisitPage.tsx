import { Loading } from '@/shared/Loading';

export default function RecordVisitPage() {
  return <Loading />;
}
