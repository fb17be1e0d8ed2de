import { Loading } from '@/shared/Loading';

export default function RegisterHouseholdPage() {
  return <Loading />;
}
