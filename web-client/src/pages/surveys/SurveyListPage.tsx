import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { enumValues } from '@/app/i18n/enums';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { SurveyRoundsDocument, type SurveyState } from '@/gql/graphql';
import { OutboxPanel } from '@/pages/visits/outbox/OutboxPanel';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { ExportButton } from '@/shared/ExportButton';
import { formatCount } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { useCursor } from '@/shared/useCursor';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { RoundStateTag, useWindowText } from './SurveyParts';

const context = { additionalTypenames: ['SurveyRound'] };

/** The rounds that the viewer may read, the newest first. */
export default function SurveyListPage() {
  const { t } = useTranslation('surveys');
  const { t: common } = useTranslation();
  const { can, hasRole } = useSession();
  const navigate = useNavigate();
  const label = useEnumLabel();
  const windowText = useWindowText();
  const { filters, setFilters, active } = useUrlFilters(['state']);
  const { after } = useCursor();
  const states = enumValues('SurveyState').filter((one) => one !== 'DRAFT' || can('SURVEY_MANAGE'));
  const state = states.find((one) => one === filters.state);
  const figures = can('FIGURES_READ');
  const [{ data, fetching, error }, retry] = useQuery({ query: SurveyRoundsDocument, variables: { state, after, figures }, context });
  const cadre = hasRole('CADRE');
  return (
    <Page
      title={t('title')}
      lead={t('list.lead')}
      actions={
        <>
          <ExportButton tables={[{ list: { surveyRounds: { state } } }]} />
          {can('SURVEY_MANAGE') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate(paths.newSurvey)}>
              {t('list.new')}
            </Button>
          )}
        </>
      }
    >
      <OutboxPanel />
      <div style={{ overflowX: 'auto' }}>
        <Segmented<SurveyState | ''>
          aria-label={common('list.state')}
          value={state ?? ''}
          onChange={(value) => setFilters({ state: value })}
          options={[{ value: '', label: common('list.all') }, ...states.map((value) => ({ value, label: label('SurveyState', value) }))]}
        />
      </div>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={t('title')}
        rows={data?.surveyRounds.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={active ? common('list.emptyFiltered') : can('SURVEY_MANAGE') ? t('list.emptyManager') : t('list.empty')} />}
        columns={[
          { key: 'name', title: t('round.name'), render: (row) => <Link to={paths.survey(row.id)}>{row.name}</Link> },
          { key: 'state', title: common('list.state'), render: (row) => <RoundStateTag round={row} /> },
          { key: 'window', title: t('round.days'), render: windowText },
          { key: 'scope', title: t('round.scope'), render: (row) => row.scope?.name ?? row.union?.name, deskOnly: true },
          {
            key: 'done',
            title: t('list.done'),
            align: 'right',
            render: ({ state: stands, progress }) =>
              stands === 'DRAFT' || !progress ? null : `${formatCount(progress.done + progress.late)} / ${formatCount(progress.total)}`,
          },
          {
            key: 'unfinished',
            title: t('figure.unfinished'),
            align: 'right',
            render: ({ state: stands, progress }) => (stands === 'DRAFT' || !progress ? null : formatCount(progress.unfinished)),
          },
        ]}
        actions={
          cadre
            ? (row) =>
                row.state === 'DRAFT' ? null : (
                  <Button size="small" onClick={() => void navigate(paths.mySurveyTasks(row.id))} aria-label={`${t('task.mine')}：${row.name}`}>
                    {t('task.mine')}
                  </Button>
                )
            : undefined
        }
      />
      <CursorPager pageInfo={data?.surveyRounds.pageInfo} disabled={fetching} />
    </Page>
  );
}
