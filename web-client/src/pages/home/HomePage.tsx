import { Loading } from '@/shared/Loading';

export default function HomePage() {
  return <Loading />;
}
