import { Loading } from '@/shared/Loading';

export default function StaffPage() {
  return <Loading />;
}
