import { Loading } from '@/shared/Loading';

export default function AuditPage() {
  return <Loading />;
}
