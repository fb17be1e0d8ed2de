import { Flex } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { SurveyAnswersDocument, SurveyDistributionsDocument, type CellsFragment, type RoundFactsFragment } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { EmptyHint } from '@/shared/EmptyHint';
import { FigureChart } from '@/shared/FigureChart';
import { LoadProblem } from '@/shared/LoadProblem';
import type { Question } from './answers';
import { Movement } from './Movement';

interface Place {
  round: RoundFactsFragment;
  unionId: string;
}

const cellsAs = (cells: readonly CellsFragment[], name: string) => ({
  labels: cells.map((cell) => cell.label),
  series: [{ name, values: cells.map((cell) => cell.value) }],
});

/** What the records say: how incomes moved, what changed, why families are in difficulty, what they answered. */
export function Findings({ round, unionId }: Place) {
  const { t } = useTranslation('surveys');
  const [{ data, error }, retry] = useQuery({ query: SurveyDistributionsDocument, variables: { id: round.id, unionId } });
  const found = data?.surveyRound;
  const charts = useMemo(() => {
    if (!found) return null;
    const name = t('figure.records');
    return { income: cellsAs(found.byIncome, name), difference: cellsAs(found.byDifference, name), cause: cellsAs(found.byCause, name), tier: cellsAs(found.byTier, name) };
  }, [found, t]);
  if (error && !found) return <LoadProblem error={error} retry={() => retry()} />;
  if (!charts) return null;
  const closed = round.state === 'CLOSED';
  const choices = round.questions.filter((one) => one.kind === 'YES_NO' || one.options.length > 0);
  return (
    <>
      {closed && <Movement round={round} unionId={unionId} />}
      <Section title={t('finding.title')}>
        {charts.tier.labels.length === 0 ? (
          <EmptyHint text={t('finding.none')} />
        ) : (
          <Flex gap="small" wrap align="stretch">
            <FigureChart title={t('finding.income')} kind="columns" of={t('finding.income')} {...charts.income} withTable={closed} />
            <FigureChart title={t('finding.tier')} kind="pie" of={t('finding.tier')} {...charts.tier} withTable={closed} />
            <FigureChart title={t('finding.cause')} kind="pie" of={t('finding.cause')} {...charts.cause} withTable={closed} />
            {charts.difference.labels.length > 0 && (
              <FigureChart title={t('finding.difference')} kind="bars" of={t('finding.difference')} {...charts.difference} withTable={closed} />
            )}
          </Flex>
        )}
      </Section>
      {choices.length > 0 && (
        <Section title={t('finding.answers')}>
          <Flex gap="small" wrap align="stretch">
            {choices.map((one) => (
              <Answers key={one.code} round={round} unionId={unionId} question={one} />
            ))}
          </Flex>
        </Section>
      )}
    </>
  );
}

function Answers({ round, unionId, question }: Place & { question: Question }) {
  const { t } = useTranslation('surveys');
  const [{ data }] = useQuery({ query: SurveyAnswersDocument, variables: { id: round.id, unionId, question: question.code } });
  const cells = data?.surveyRound?.answers;
  const chart = useMemo(() => cellsAs(cells ?? [], t('figure.records')), [cells, t]);
  if (!cells) return null;
  // Several choices of one family are no parts of a whole.
  const kind = question.kind === 'MULTIPLE_CHOICE' ? 'bars' : 'pie';
  return <FigureChart title={question.label} kind={kind} of={t('finding.answer')} {...chart} withTable={round.state === 'CLOSED'} />;
}
