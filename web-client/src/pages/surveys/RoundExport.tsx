import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useSession } from '@/app/session/SessionContext';
import type { RoundFactsFragment } from '@/gql/graphql';
import { ExportButton, type Table } from '@/shared/ExportButton';

/** Takes the figures of a round along, of the union that the page shows: a table for each of its parts. */
export function RoundExport({ round }: { round: RoundFactsFragment }) {
  const { t } = useTranslation('surveys');
  const { viewer, can } = useSession();
  const [search] = useSearchParams();
  const unionId = search.get('under') ?? viewer.union.id;
  const of = { roundId: round.id, unionId };
  const cadres: Table[] =
    round.state === 'OPEN' && unionId === viewer.union.id && can('SURVEY_MANAGE')
      ? [{ title: t('export.cadres'), list: { surveyCadres: { roundId: round.id } } }]
      : [];
  return (
    <ExportButton
      tables={[
        { title: t('export.progress'), list: { surveyProgress: of } },
        { title: t('export.findings'), list: { surveyFindings: of } },
        { title: t('export.unfinished'), list: { surveyUnfinished: of } },
        ...cadres,
      ]}
    />
  );
}
