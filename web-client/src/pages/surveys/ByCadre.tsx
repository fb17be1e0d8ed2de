import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { SurveyByCadreDocument, type RoundFactsFragment } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { formatCount } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Rows } from '@/shared/Rows';

/** The own union by who answers for its households, in the order of names: to help, not to rank. */
export function ByCadre({ round }: { round: RoundFactsFragment }) {
  const { t } = useTranslation('surveys');
  const [{ data, error, fetching }, retry] = useQuery({ query: SurveyByCadreDocument, variables: { id: round.id } });
  const rows = data?.surveyRound?.byCadre;
  if (error && !rows) return <LoadProblem error={error} retry={() => retry()} />;
  // A federation without households of its own has nobody to show.
  if (rows?.length === 0) return null;
  return (
    <Section title={t('byCadre.title')}>
      <Rows
        label={t('byCadre.title')}
        rows={rows}
        loading={fetching}
        rowKey={(row) => row.cadre?.id ?? String(row.unpaired)}
        columns={[
          {
            key: 'cadre',
            title: t('byCadre.cadre'),
            render: (row) =>
              row.cadre ? <Link to={paths.staffMember(row.cadre.id)}>{row.cadre.name}</Link> : row.unpaired ? <Tag color="warning">{t('byCadre.unpaired')}</Tag> : t('byCadre.other'),
          },
          { key: 'total', title: t('figure.total'), align: 'right', render: (row) => formatCount(row.total) },
          { key: 'surveyed', title: t('figure.surveyed'), align: 'right', render: (row) => formatCount(row.surveyed) },
          { key: 'notMet', title: t('figure.notMet'), align: 'right', render: (row) => formatCount(row.notMet), deskOnly: true },
          { key: 'unfinished', title: t('figure.unfinished'), align: 'right', render: (row) => formatCount(row.unfinished) },
        ]}
      />
    </Section>
  );
}
