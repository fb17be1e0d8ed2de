import { Loading } from '@/shared/Loading';

export default function FoundingPage() {
  return <Loading />;
}
