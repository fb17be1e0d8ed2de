import { Breadcrumb, Flex, Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { SurveyProgressDocument, type ProgressFiguresFragment, type RoundFactsFragment } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { FigureRow, type FigureItem } from '@/shared/FigureRow';
import { LoadProblem } from '@/shared/LoadProblem';
import { ByCadre } from './ByCadre';
import { ReminderList } from './Reminders';
import { UnfinishedUnions } from './UnfinishedUnions';
import { UnionBoard } from './UnionBoard';

const Findings = lazy(async () => ({ default: (await import('./Findings')).Findings }));

/** How far a round is and what it found: the own union or one below, down as far as one likes. */
export function RoundFigures({ round }: { round: RoundFactsFragment }) {
  const { t } = useTranslation('surveys');
  const { viewer, can } = useSession();
  const [search] = useSearchParams();
  const unionId = search.get('under') ?? viewer.union.id;
  const own = unionId === viewer.union.id;
  const [{ data, error }, retry] = useQuery({ query: SurveyProgressDocument, variables: { id: round.id, unionId } });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  const progress = data?.surveyRound?.progress;
  const union = data?.union;
  if (!progress || !union) return <Skeleton active />;

  const top = union.ancestors.findIndex((one) => one.id === viewer.union.id);
  const above = top < 0 ? [] : union.ancestors.slice(top);
  const name = progress.nameThen ?? union.name;
  const open = round.state === 'OPEN';
  return (
    <Flex vertical gap="large">
      <Section title={t(open ? 'figure.title' : 'report.title', { union: name })}>
        {above.length > 0 && (
          <Breadcrumb
            items={[
              ...above.map((one) => ({
                title: <Link to={one.id === viewer.union.id ? paths.survey(round.id) : `${paths.survey(round.id)}?under=${one.id}`}>{one.shortName}</Link>,
              })),
              { title: name },
            ]}
          />
        )}
        <ProgressRow round={round} progress={progress} />
      </Section>
      <UnionBoard key={`board ${unionId}`} round={round} unionId={unionId} />
      {open && own && can('SURVEY_MANAGE') && <ByCadre round={round} />}
      <Suspense fallback={<Skeleton active />}>
        <Findings round={round} unionId={unionId} />
      </Suspense>
      <UnfinishedUnions key={`unfinished ${unionId}`} round={round} unionId={unionId} total={progress.unfinished} />
      <ReminderList round={round} unionId={unionId} />
    </Flex>
  );
}

function ProgressRow({ round, progress }: { round: RoundFactsFragment; progress: ProgressFiguresFragment }) {
  const { t } = useTranslation('surveys');
  const items: FigureItem[] = [
    { label: t('figure.total'), value: progress.total },
    { label: t('figure.surveyed'), value: progress.done + progress.late },
    { label: t('figure.late'), value: progress.late },
    { label: t('figure.todo'), value: progress.todo },
    { label: t('figure.notMet'), value: progress.notMet },
    { label: t('figure.movedAway'), value: progress.movedAway },
    { label: t('figure.refused'), value: progress.refused },
    { label: t('figure.ended'), value: progress.ended },
    ...(round.overdue ? [{ label: t('figure.overdue'), value: progress.overdue, alert: true }] : []),
  ];
  return <FigureRow items={items} />;
}
