import { Loading } from '@/shared/Loading';

export default function HouseholdPage() {
  return <Loading />;
}
