import { Loading } from '@/shared/Loading';

export default function HandOversPage() {
  return <Loading />;
}
