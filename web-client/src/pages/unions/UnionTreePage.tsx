import { Loading } from '@/shared/Loading';

export default function UnionTreePage() {
  return <Loading />;
}
