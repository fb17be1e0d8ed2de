import { Button, Skeleton } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { chartColours } from '@/app/theme';
import { SurveyBoardDocument, type ProgressFiguresFragment, type RoundFactsFragment } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { formatCount, formatShare } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { MoreButton, MorePages, type OnMore } from '@/shared/MorePages';
import { Rows, type RowColumn } from '@/shared/Rows';
import { RemindModal } from './Reminders';

const FigureChart = lazy(async () => ({ default: (await import('@/shared/FigureChart')).FigureChart }));

type Row = ProgressFiguresFragment;

/** A closed round names unions as they were called then. */
const name = (row: Row) => row.nameThen ?? row.union.name;

const count = (key: string, title: string, value: (row: Row) => number, deskOnly = true): RowColumn<Row> => ({
  key,
  title,
  align: 'right',
  deskOnly,
  render: (row) => formatCount(value(row)),
});

/** More bars than these are read in the table. */
const mostBars = 30;

/** The unions directly below one, in the order of their codes: nobody is ranked. */
export function UnionBoard(props: { round: RoundFactsFragment; unionId: string }) {
  return <MorePages part={(after, onMore) => <BoardPart {...props} after={after} onMore={onMore} />} />;
}

function BoardPart({ round, unionId, after, onMore }: { round: RoundFactsFragment; unionId: string; after: string | null; onMore: OnMore }) {
  const { t } = useTranslation('surveys');
  const { can } = useSession();
  const [reminded, setReminded] = useState<Row | null>(null);
  const [{ data, error }, retry] = useQuery({ query: SurveyBoardDocument, variables: { id: round.id, unionId, after } });
  const below = data?.surveyRound?.progressBelow;
  // A round over a part of the tree has nothing to say of the others.
  const rows = useMemo(() => below?.nodes.filter((one) => one.total > 0), [below]);
  const series = useMemo(() => {
    const of = (state: string, value: (row: Row) => number, colour: string | undefined) => ({ name: state, values: (rows ?? []).map(value), colour });
    return [
      of(t('figure.done'), (row) => row.done, chartColours[1]),
      of(t('figure.late'), (row) => row.late, chartColours[6]),
      of(t('figure.notMet'), (row) => row.notMet, chartColours[2]),
      of(t('figure.todo'), (row) => row.todo, chartColours[0]),
      of(t('figure.settled'), (row) => row.movedAway + row.refused + row.ended, chartColours[5]),
    ];
  }, [rows, t]);
  if (error && !below) return <LoadProblem error={error} retry={() => retry()} />;
  if (!below || !rows) return <Skeleton active />;
  if (rows.length === 0) return <MoreButton pageInfo={below.pageInfo} onMore={onMore} />;

  const remind = round.state === 'OPEN' && can('SURVEY_MANAGE');
  return (
    <Section title={t('board.title')}>
      <Rows
        label={t('board.title')}
        rows={rows}
        rowKey={(row) => row.union.id}
        columns={[
          { key: 'union', title: t('board.union'), render: (row) => <Link to={`${paths.survey(round.id)}?under=${row.union.id}`}>{name(row)}</Link> },
          count('total', t('figure.total'), (row) => row.total),
          {
            key: 'surveyed',
            title: t('figure.surveyed'),
            align: 'right',
            render: (row) => `${formatCount(row.done + row.late)}（${formatShare(row.done + row.late, row.total)}）`,
          },
          count('late', t('figure.late'), (row) => row.late),
          count('notMet', t('figure.notMet'), (row) => row.notMet),
          count('todo', t('figure.todo'), (row) => row.todo, false),
          count('settled', t('figure.settled'), (row) => row.movedAway + row.refused + row.ended),
          ...(round.overdue ? [count('overdue', t('figure.overdue'), (row) => row.overdue, false)] : []),
        ]}
        actions={
          remind
            ? (row) =>
                row.unfinished > 0 && (
                  <Button size="small" onClick={() => setReminded(row)} aria-label={`${t('remind.button')}：${name(row)}`}>
                    {t('remind.button')}
                  </Button>
                )
            : undefined
        }
      />
      {rows.length <= mostBars && (
        <Suspense fallback={<Skeleton active />}>
          <FigureChart title={t('board.chart')} kind="bars" of={t('board.union')} labels={rows.map((row) => row.nameThen ?? row.union.shortName)} series={series} />
        </Suspense>
      )}
      <MoreButton pageInfo={below.pageInfo} onMore={onMore} />
      <RemindModal round={round} union={reminded && { id: reminded.union.id, name: name(reminded) }} onClose={() => setReminded(null)} />
    </Section>
  );
}
