import { Loading } from '@/shared/Loading';

export default function MeasuresPage() {
  return <Loading />;
}
