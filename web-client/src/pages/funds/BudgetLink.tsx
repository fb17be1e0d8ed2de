import { Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { BudgetPlaceDocument } from '@/gql/graphql';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';

/** Leads from a version of a budget to the budget of its union and year. */
export default function BudgetLink() {
  const { t } = useTranslation('funds');
  const { id = '' } = useParams();
  const [{ data, error }, retry] = useQuery({ query: BudgetPlaceDocument, variables: { id } });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  const budget = data.fundBudget;
  if (!budget) return <Result status="404" title={t('budget.gone')} extra={<Link to={paths.fundBudgets}>{t('budget.title')}</Link>} />;
  const place = new URLSearchParams({ year: String(budget.year), ...(budget.union ? { union: budget.union.id } : {}) });
  return <Navigate to={`${paths.fundBudgets}?${place.toString()}`} replace />;
}
