import { Loading } from '@/shared/Loading';

export default function AccountPage() {
  return <Loading />;
}
