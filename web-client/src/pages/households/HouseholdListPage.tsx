import { Loading } from '@/shared/Loading';

export default function HouseholdListPage() {
  return <Loading />;
}
