import { Loading } from '@/shared/Loading';

export default function StaffListPage() {
  return <Loading />;
}
