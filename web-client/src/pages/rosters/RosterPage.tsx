import { App, Breadcrumb, Button, Flex } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { saveFile } from '@/app/client/files';
import { NotFound } from '@/app/layout/NotFound';
import { paths } from '@/app/paths';
import { useConnection } from '@/app/session/SessionContext';
import { CancelRosterDocument, LoadRosterDocument, RosterDocument, type RosterFactsFragment } from '@/gql/graphql';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { usePhone } from '@/shared/usePhone';
import { useSubmit } from '@/shared/useSubmit';
import { RosterFaults } from './RosterFaults';
import { RosterCounts, RosterNotices, RosterProgress, RosterStateTag } from './RosterParts';
import { isAtWork, loadable } from './rosterState';
import { useFileProblem } from './useFileProblem';

/** How often a roster that is worked on is asked for, in milliseconds. */
const askEvery = 700;

/** One roster: what was found in it, and loading it. */
export default function RosterPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation('rosters');
  const [{ data, fetching, error }, retry] = useQuery({ query: RosterDocument, variables: { id } });
  const roster = data?.roster;
  const working = roster ? isAtWork(roster.state) : false;
  useEffect(() => {
    if (!working) return;
    const timer = setInterval(() => retry({ requestPolicy: 'network-only' }), askEvery);
    return () => clearInterval(timer);
  }, [working, retry]);

  if (error && !roster) return <LoadProblem error={error} retry={() => retry()} />;
  if (!roster) return fetching ? <Loading /> : <NotFound />;
  return (
    <Page
      title={roster.fileName}
      above={<Breadcrumb items={[{ title: <Link to={paths.rosters}>{t('title')}</Link> }, { title: roster.fileName }]} />}
      extra={<RosterStateTag state={roster.state} />}
      lead={t('for', { union: roster.union.name })}
    >
      <RosterNotices roster={roster} />
      <RosterProgress roster={roster} />
      {(roster.state === 'CHECKED' || roster.state === 'LOADED' || roster.state === 'LOADING') && <RosterCounts roster={roster} />}
      <RosterActs roster={roster} />
      {roster.faultCount > 0 && (roster.state === 'CHECKED' || roster.state === 'LOADED') && <RosterFaults id={roster.id} />}
    </Page>
  );
}

function RosterActs(props: { roster: RosterFactsFragment }) {
  const { t } = useTranslation('rosters');
  const { roster } = props;
  const connection = useConnection();
  const navigate = useNavigate();
  const problem = useFileProblem();
  const phone = usePhone();
  const { message } = App.useApp();
  const loading = useSubmit(LoadRosterDocument, { payload: (data) => data.loadRoster, success: false });
  const cancelling = useSubmit(CancelRosterDocument, { payload: (data) => data.cancelRoster, success: t('act.cancelled') });
  const what = loadable(roster);
  const load = (goodRowsOnly: boolean) => void loading.submit({ id: roster.id, goodRowsOnly });
  const saveFaulty = () =>
    saveFile(connection, `rosters/${roster.id}/faulty.xlsx`, t('faults.file')).catch((fault: unknown) => void message.error(problem(fault)));
  const open = roster.state === 'CHECKED' || isAtWork(roster.state);
  return (
    <>
      <SubmitProblems of={loading} />
      <SubmitProblems of={cancelling} />
      <Flex gap="small" wrap vertical={phone}>
        {what === 'all' && (
          <Button type="primary" loading={loading.pending} onClick={() => load(false)}>
            {t('act.loadAll', { count: roster.goodCount })}
          </Button>
        )}
        {what === 'good' && (
          <Button type="primary" loading={loading.pending} onClick={() => load(true)}>
            {t('act.loadGood', { count: roster.goodCount })}
          </Button>
        )}
        {roster.faultyCount > 0 && (roster.state === 'CHECKED' || roster.state === 'LOADED') && (
          <Button onClick={() => void saveFaulty()}>{t('faults.save')}</Button>
        )}
        {open && (
          <Button danger loading={cancelling.pending} onClick={() => void cancelling.submit({ id: roster.id })}>
            {t('act.cancel')}
          </Button>
        )}
        {roster.state === 'LOADED' && (
          <Button type="primary" onClick={() => void navigate(paths.households)}>
            {t('act.toHouseholds')}
          </Button>
        )}
        {!open && <Button onClick={() => void navigate(paths.rosters)}>{t('act.another')}</Button>}
      </Flex>
    </>
  );
}
