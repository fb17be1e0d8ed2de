import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { HouseholdSurveysDocument } from '@/gql/graphql';
import { EmptyHint } from '@/shared/EmptyHint';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { MoreButton, MorePages, type OnMore } from '@/shared/MorePages';
import { RecordCard } from './RecordCard';

/** Every record of a household, corrected ones included, each with what changed since the one before. */
export function HouseholdSurveys({ id }: { id: string }) {
  return <MorePages part={(after, onMore) => <Part id={id} after={after} onMore={onMore} />} />;
}

const context = { additionalTypenames: ['SurveyRecord', 'SurveyTask'] };

function Part(props: { id: string; after: string | null; onMore: OnMore }) {
  const { t } = useTranslation('surveys');
  const [{ data, error }, retry] = useQuery({ query: HouseholdSurveysDocument, variables: { id: props.id, after: props.after }, context });
  const found = data?.surveyRecords;
  if (error && !found) return <LoadProblem error={error} retry={() => retry()} />;
  if (!found) return <Loading />;
  if (found.nodes.length === 0) return <EmptyHint text={t('record.none')} />;
  return (
    <>
      {found.nodes.map((one) => (
        <RecordCard key={one.id} record={one} named />
      ))}
      <MoreButton pageInfo={found.pageInfo} onMore={props.onMore} />
    </>
  );
}
