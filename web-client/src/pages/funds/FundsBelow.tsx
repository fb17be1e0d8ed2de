import { Card, Skeleton } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { chartColours } from '@/app/theme';
import { FundsBelowDocument, type FundsBelowQuery } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { Chart } from '@/shared/Chart';
import { FoldedRows } from '@/shared/FoldedRows';
import { LoadProblem } from '@/shared/LoadProblem';
import { MoreButton, MorePages, type OnMore } from '@/shared/MorePages';
import { isZero, sumOf } from '@/shared/money';
import type { RowColumn } from '@/shared/Rows';
import { amountBars, spokenBars } from './charts';
import { heldOf } from './flows';
import { fundContext } from './fundContext';
import { Money } from './FundParts';

type Child = NonNullable<FundsBelowQuery['union']>['children']['nodes'][number];
type Total = NonNullable<Child['fundStatement']>['total'];
type Row = Child & { total: Total };

/** More bars than these are read in the table. */
const mostBars = 30;

const amount = (key: string, title: string, value: (total: Total) => string, deskOnly = true): RowColumn<Row> => ({
  key,
  title,
  align: 'right',
  deskOnly,
  render: (row) => <Money amount={value(row.total)} />,
});

/** What each union directly below has with all that is below it, in the order of their codes: nobody is ranked. */
export function FundsBelow(props: {
  unionId: string;
  year: number;
  /** All rows at once, for what is printed. */
  whole: boolean;
}) {
  const { t } = useTranslation('funds');
  return (
    <Section title={t('board.below')}>
      <MorePages key={`${props.unionId} ${props.year}`} part={(after, onMore) => <Part {...props} after={after} onMore={onMore} />} />
    </Section>
  );
}

function Part(props: { unionId: string; year: number; whole: boolean; after: string | null; onMore: OnMore }) {
  const { t } = useTranslation('funds');
  const { unionId, year, after } = props;
  const [{ data, error }, retry] = useQuery({ query: FundsBelowDocument, variables: { id: unionId, year, after }, context: fundContext });
  const below = data?.union?.id === unionId ? data.union.children : undefined;
  const rows = useMemo(() => below?.nodes.flatMap((one): Row[] => (one.fundStatement ? [{ ...one, total: one.fundStatement.total }] : [])), [below]);
  const { labels, series } = useMemo(() => {
    // A bar of nothing says nothing; the table has every union.
    const drawn = (rows ?? []).filter((row) => !isZero(sumOf([heldOf(row.total), row.total.paid])));
    const of = (name: string, value: (total: Total) => string, colour: string | undefined) => ({ name, amounts: drawn.map((row) => value(row.total)), colour });
    return {
      labels: drawn.map((row) => row.shortName),
      series: [
        of(t('flow.available'), (total) => total.available, chartColours[1]),
        of(t('flow.committed'), (total) => sumOf([total.committed, total.paying]), chartColours[2]),
        of(t('flow.inTransit'), (total) => total.inTransit, chartColours[6]),
        of(t('flow.paid'), (total) => total.paid, chartColours[0]),
      ],
    };
  }, [rows, t]);
  const option = useMemo(() => amountBars({ labels, series, unit: t('board.unitTenThousand'), stacked: true }), [labels, series, t]);
  if (error && !below) return <LoadProblem error={error} retry={() => retry()} />;
  if (!below || !rows) return <Skeleton active />;
  return (
    <>
      {labels.length > 0 && labels.length <= mostBars && (
        <Card size="small">
          <Chart option={option} label={spokenBars(t('board.belowChart'), labels, series)} height={Math.max(150, labels.length * 30 + 70)} />
        </Card>
      )}
      <FoldedRows
        whole={props.whole}
        label={t('board.below')}
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          { key: 'union', title: t('board.union'), render: (row) => <Link to={`${paths.funds}?${new URLSearchParams({ union: row.id, year: String(year) }).toString()}`}>{row.name}</Link> },
          amount('income', t('flow.income'), (total) => total.income),
          amount('received', t('flow.received'), (total) => total.received, false),
          amount('paid', t('flow.paid'), (total) => total.paid, false),
          amount('committed', t('flow.committed'), (total) => sumOf([total.committed, total.paying])),
          amount('inTransit', t('flow.inTransit'), (total) => total.inTransit),
          amount('available', t('flow.available'), (total) => total.available, false),
        ]}
        after={below.pageInfo.hasNextPage && <MoreButton pageInfo={below.pageInfo} onMore={props.onMore} />}
      />
    </>
  );
}
