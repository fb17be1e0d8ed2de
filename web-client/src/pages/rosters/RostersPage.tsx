import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { saveFile } from '@/app/client/files';
import { paths } from '@/app/paths';
import { useConnection } from '@/app/session/SessionContext';
import { RostersDocument } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { ExportButton } from '@/shared/ExportButton';
import { formatCount, formatDateTime } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { useCursor } from '@/shared/useCursor';
import { RosterStateTag } from './RosterParts';
import { RosterUpload } from './RosterUpload';
import { useFileProblem } from './useFileProblem';

const context = { additionalTypenames: ['Roster'] };

/** Brings a union's own table of households in: upload here, look through and load on the page of the roster. */
export default function RostersPage() {
  const { t } = useTranslation('rosters');
  const connection = useConnection();
  const problem = useFileProblem();
  const { message } = App.useApp();
  const { after } = useCursor();
  const [{ data, fetching, error }, retry] = useQuery({ query: RostersDocument, variables: { after }, context });
  const saveTemplate = () =>
    saveFile(connection, 'rosters/template.xlsx', t('template.file')).catch((fault: unknown) => void message.error(problem(fault)));
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          <ExportButton tables={[{ list: { rosters: 'ALL' } }]} />
          <Button icon={<DownloadOutlined />} onClick={() => void saveTemplate()}>
            {t('template.save')}
          </Button>
        </>
      }
    >
      <RosterUpload />
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={t('list.label')}
        rows={data?.rosters.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={t('list.empty')} />}
        columns={[
          { key: 'file', title: t('field.file'), render: (row) => <Link to={paths.roster(row.id)}>{row.fileName}</Link> },
          { key: 'state', title: t('field.state'), render: (row) => <RosterStateTag state={row.state} /> },
          { key: 'union', title: t('field.union'), render: (row) => row.union.name },
          { key: 'households', title: t('field.households'), align: 'right', render: (row) => formatCount(row.householdCount) },
          { key: 'loaded', title: t('field.loaded'), align: 'right', render: (row) => formatCount(row.loadedHouseholdCount) },
          { key: 'by', title: t('field.by'), render: (row) => row.uploadedBy?.name, deskOnly: true },
          { key: 'at', title: t('field.at'), render: (row) => formatDateTime(row.createdAt) },
        ]}
      />
      <CursorPager pageInfo={data?.rosters.pageInfo} disabled={fetching} />
    </Page>
  );
}
