import { useTranslation } from 'react-i18next';
import { FileProblem } from '@/app/client/files';

/** What is said of a file that was not sent or fetched. */
export function useFileProblem(): (problem: unknown) => string {
  const { t } = useTranslation();
  return (problem) => (problem instanceof FileProblem && problem.said ? problem.said : t('form.network'));
}
