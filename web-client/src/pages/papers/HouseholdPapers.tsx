import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { HouseholdPapersDocument, type PaperFactsFragment, type PaperOrder } from '@/gql/graphql';
import { formatDateTime } from '@/shared/format';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { PrintButton } from './PrintButton';
import { StaleNote } from './StaleNote';

const context = { additionalTypenames: ['Household', 'Member', 'Pairing', 'Measure', 'Paper'] };

const kinds = ['HOUSEHOLD_FILE', 'APPLICATION', 'NOTICE'] as const;

const order: Record<(typeof kinds)[number], (id: string) => PaperOrder> = {
  HOUSEHOLD_FILE: (id) => ({ householdFile: id }),
  APPLICATION: (id) => ({ application: id }),
  NOTICE: (id) => ({ notice: id }),
};

/** The usual papers of a household, filled from its file, and whether those that were printed still hold. */
export function HouseholdPapers(props: { id: string; headName: string }) {
  const { t } = useTranslation('papers');
  const [{ data, error }, retry] = useQuery({ query: HouseholdPapersDocument, variables: { id: props.id }, context });
  const printed = data?.household?.papers;
  if (error && !printed) return <LoadProblem error={error} retry={() => retry()} />;
  if (!printed) return <Loading />;
  return (
    <Flex vertical gap="middle">
      {kinds.map((kind) => (
        <KindCard key={kind} kind={kind} paper={printed.find((one) => one.kind === kind)} {...props} />
      ))}
      <Typography.Text type="secondary">{t('household.visitHint')}</Typography.Text>
    </Flex>
  );
}

function KindCard(props: { kind: (typeof kinds)[number]; paper?: PaperFactsFragment; id: string; headName: string }) {
  const { t } = useTranslation('papers');
  const label = useEnumLabel();
  const { kind, paper } = props;
  const name = label('PaperKind', kind);
  return (
    <Card
      size="small"
      title={name}
      extra={
        <PrintButton
          order={order[kind](props.id)}
          text={paper ? t('print.again') : t('print.button')}
          about={`${props.headName} ${name}`}
          primary={paper?.staleSince !== null && paper !== undefined}
        />
      }
    >
      <Flex vertical gap={4}>
        <Typography.Text type="secondary">{t(`what.${kind}`)}</Typography.Text>
        {paper && (
          <Flex gap="small" wrap align="center">
            <span>{t('household.printed', { at: formatDateTime(paper.printedAt), by: paper.printedBy?.name ?? '—' })}</span>
            <StaleNote paper={paper} />
          </Flex>
        )}
      </Flex>
    </Card>
  );
}
