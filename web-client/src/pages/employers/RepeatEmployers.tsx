import { Card, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { RepeatEmployersDocument } from '@/gql/graphql';
import { ShortList } from '@/pages/home/ShortList';
import { rightsContext } from '@/pages/rights/context';
import { formatMoney } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';

/** Employers that more than one case of the union and those below it is against. */
export function RepeatEmployers() {
  const { t } = useTranslation('employers');
  const [{ data, error }, retry] = useQuery({ query: RepeatEmployersDocument, context: rightsContext });
  return (
    <Card size="small" title={t('repeat.title')}>
      {error && !data ? (
        <LoadProblem error={error} retry={() => retry()} />
      ) : (
        <ShortList
          label={t('repeat.title')}
          rows={data?.repeatEmployers}
          rowKey={(row) => row.employer.id}
          empty={t('repeat.none')}
          main={(row) => <Link to={paths.employer(row.employer.id)}>{row.employer.name}</Link>}
          detail={(row) => t('repeat.money', { claimed: formatMoney(row.claimed), recovered: formatMoney(row.recovered) })}
          side={(row) => <Typography.Text strong>{t('cases', { count: row.cases })}</Typography.Text>}
        />
      )}
    </Card>
  );
}
