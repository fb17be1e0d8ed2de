import { Loading } from '@/shared/Loading';

export default function UnionPage() {
  return <Loading />;
}
