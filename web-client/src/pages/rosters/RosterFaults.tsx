import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { RosterFaultsDocument, type RosterFaultsQuery } from '@/gql/graphql';
import { LoadProblem } from '@/shared/LoadProblem';
import { MoreButton, MorePages, type OnMore } from '@/shared/MorePages';
import { Rows } from '@/shared/Rows';

type Fault = NonNullable<RosterFaultsQuery['roster']>['faults']['nodes'][number];

/** The cells that can't stay so, each with its place, what stands in it and why. */
export function RosterFaults(props: { id: string }) {
  const { t } = useTranslation('rosters');
  return (
    <Card title={t('faults.title')}>
      <MorePages part={(after, onMore) => <Part id={props.id} after={after} onMore={onMore} />} />
    </Card>
  );
}

function Part(props: { id: string; after: string | null; onMore: OnMore }) {
  const { t } = useTranslation('rosters');
  const [{ data, fetching, error }, retry] = useQuery({
    query: RosterFaultsDocument,
    variables: { id: props.id, after: props.after },
  });
  const faults = data?.roster?.faults;
  const place = (fault: Fault) =>
    fault.sheet ? t('faults.placeInSheet', { sheet: fault.sheet, row: fault.row }) : t('faults.place', { row: fault.row });
  return (
    <>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={t('faults.title')}
        rows={faults?.nodes}
        loading={fetching}
        rowKey={(fault) => `${fault.sheet}-${fault.row}-${fault.column}`}
        columns={[
          { key: 'place', title: t('faults.row'), render: (fault) => place(fault) },
          { key: 'label', title: t('faults.column'), render: (fault) => fault.label },
          { key: 'value', title: t('faults.value'), render: (fault) => fault.value ?? t('faults.blank') },
          { key: 'reason', title: t('faults.reason'), render: (fault) => fault.reason },
        ]}
      />
      <MoreButton pageInfo={faults?.pageInfo} onMore={props.onMore} />
    </>
  );
}
