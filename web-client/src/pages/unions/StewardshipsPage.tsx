import { Loading } from '@/shared/Loading';

export default function StewardshipsPage() {
  return <Loading />;
}
