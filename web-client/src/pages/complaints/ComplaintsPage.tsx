import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { enumValues } from '@/app/i18n/enums';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { ComplaintListDocument } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { useCursor } from '@/shared/useCursor';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { ComplaintRows } from './ComplaintParts';
import { complaintContext } from './context';

/** Objections to public notices and complaints of families, by the stage that they are at. */
export default function ComplaintsPage() {
  const { t } = useTranslation('complaints');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  const { filters, setFilters } = useUrlFilters(['stage']);
  const { after } = useCursor();
  const stages = enumValues('AidComplaintStage');
  const stage = stages.find((one) => one === filters.stage);
  const [{ data, fetching, error }, retry] = useQuery({ query: ComplaintListDocument, variables: { stage, after }, context: complaintContext });
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div style={{ overflowX: 'auto' }}>
        <Segmented
          aria-label={common('list.state')}
          value={stage ?? ''}
          onChange={(one: string) => setFilters({ stage: one })}
          options={[{ value: '', label: common('list.all') }, ...stages.map((value) => ({ value, label: label('AidComplaintStage', value) }))]}
        />
      </div>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <ComplaintRows label={t('title')} rows={data?.aidComplaints.nodes} loading={fetching} empty={stage ? common('list.emptyFiltered') : t('empty')} />
      <CursorPager pageInfo={data?.aidComplaints.pageInfo} disabled={fetching} />
    </Page>
  );
}
