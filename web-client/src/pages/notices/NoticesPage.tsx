import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { AidNoticeListDocument } from '@/gql/graphql';
import { applicationContext } from '@/pages/applications/context';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { useCursor } from '@/shared/useCursor';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { NoticeStateTag, useHungText } from './NoticeParts';

const views = ['hanging', 'over', 'all'] as const;

/** Public notices of applications: those that hang, and what hung before. */
export default function NoticesPage() {
  const { t } = useTranslation('notices');
  const { t: common } = useTranslation();
  const hungText = useHungText();
  const { filters, setFilters } = useUrlFilters(['view']);
  const { after } = useCursor();
  const view = views.find((one) => one === filters.view) ?? 'all';
  const hanging = view === 'all' ? undefined : view === 'hanging';
  const [{ data, fetching, error }, retry] = useQuery({ query: AidNoticeListDocument, variables: { hanging, after }, context: applicationContext });
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div>
        <Segmented
          aria-label={common('list.state')}
          value={view}
          onChange={(one) => setFilters({ view: one === 'all' ? null : one })}
          options={views.map((value) => ({ value, label: value === 'all' ? common('list.all') : t(`state.${value}`) }))}
        />
      </div>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={t('title')}
        rows={data?.aidNotices.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={view === 'all' ? t('empty') : common('list.emptyFiltered')} />}
        columns={[
          { key: 'title', title: t('field.title'), render: (row) => <Link to={paths.aidNotice(row.id)}>{row.title}</Link> },
          { key: 'number', title: t('field.number'), render: (row) => row.number, deskOnly: true },
          { key: 'union', title: t('field.union'), render: (row) => row.union?.shortName },
          { key: 'days', title: t('field.days'), render: hungText },
          { key: 'state', title: common('list.state'), render: (row) => <NoticeStateTag of={row} /> },
        ]}
      />
      <CursorPager pageInfo={data?.aidNotices.pageInfo} disabled={fetching} />
    </Page>
  );
}
