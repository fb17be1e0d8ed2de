import { Loading } from '@/shared/Loading';

export default function DuplicateClaimsPage() {
  return <Loading />;
}
