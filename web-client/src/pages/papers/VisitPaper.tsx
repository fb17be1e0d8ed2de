import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PaperFactsFragment } from '@/gql/graphql';
import { formatDate, formatDateTime } from '@/shared/format';
import { PrintButton } from './PrintButton';
import { StaleNote } from './StaleNote';

/** The record of a visit on paper, with the card that the family keeps. */
export function VisitPaper(props: { visit: { id: string; visitedOn: string; household: { headName: string }; paper: PaperFactsFragment | null } }) {
  const { t } = useTranslation('papers');
  const { visit } = props;
  return (
    <Flex gap="small" wrap align="center">
      <PrintButton
        order={{ visitRecord: visit.id }}
        text={visit.paper ? t('print.again') : t('visit.print')}
        about={`${visit.household.headName} ${formatDate(visit.visitedOn)}`}
        size="small"
      />
      {visit.paper && (
        <>
          <span>{t('visit.printed', { at: formatDateTime(visit.paper.printedAt) })}</span>
          <StaleNote paper={visit.paper} />
        </>
      )}
    </Flex>
  );
}
