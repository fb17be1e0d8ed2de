import { Breadcrumb, Checkbox, Flex, Result, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { SurveyRoundPageDocument } from '@/gql/graphql';
import { useOutbox } from '@/pages/visits/outbox/OutboxContext';
import { OutboxPanel } from '@/pages/visits/outbox/OutboxPanel';
import { ExportButton } from '@/shared/ExportButton';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { OwnTasks } from './OwnTasks';
import { ReminderBanner } from './Reminders';
import { RoundStateTag, useWindowText } from './SurveyParts';
import { TaskList } from './TaskList';
import { useTaskFilter } from './useTaskFilter';

/** The households on the list of a round: the own ones of a cadre, or those of a union. */
export default function TasksPage() {
  const { t } = useTranslation('surveys');
  const { id = '' } = useParams();
  const { hasRole } = useSession();
  const { own } = useOutbox();
  const windowText = useWindowText();
  const { filters, setFilters } = useUrlFilters(['mine']);
  const { filter } = useTaskFilter(id);
  const [{ data, error, fetching }, retry] = useQuery({ query: SurveyRoundPageDocument, variables: { id } });
  const round = data?.surveyRound;
  // Without a line the round is as this device keeps it.
  const kept = own.surveys.find((one) => one.round.id === id)?.round;
  const shown = round ?? (error ? kept : undefined);
  if (!shown) {
    if (error) return <LoadProblem error={error} retry={() => retry()} />;
    if (fetching || !data) return <Loading />;
    return <Result status="404" title={t('round.gone')} extra={<Link to={paths.surveys}>{t('title')}</Link>} />;
  }
  const mine = filters.mine === '1';
  return (
    <Page
      title={mine ? t('task.mine') : t('task.list')}
      lead={`${shown.name} · ${windowText(shown)}`}
      above={
        <Breadcrumb
          items={[{ title: <Link to={paths.surveys}>{t('title')}</Link> }, { title: <Link to={paths.survey(id)}>{shown.name}</Link> }, { title: mine ? t('task.mine') : t('task.list') }]}
        />
      }
      extra={round && <RoundStateTag round={round} />}
      actions={round && <ExportButton tables={[{ list: { surveyTasks: mine ? { roundId: id, mine } : filter }, names: true }]} />}
    >
      {shown.note && shown.state === 'OPEN' && <Typography.Paragraph style={{ margin: 0, whiteSpace: 'pre-line' }}>{shown.note}</Typography.Paragraph>}
      {shown.state === 'OPEN' && <ReminderBanner roundId={id} />}
      <OutboxPanel />
      {hasRole('CADRE') && (
        <Flex>
          <Checkbox checked={mine} onChange={(event) => setFilters({ mine: event.target.checked ? '1' : null })}>
            {t('task.onlyMine')}
          </Checkbox>
        </Flex>
      )}
      {mine ? <OwnTasks round={shown} /> : <TaskList round={shown} />}
    </Page>
  );
}
