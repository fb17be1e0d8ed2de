import { CheckCircleOutlined } from '@ant-design/icons';
import { Button, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { SurveyUnfinishedDocument, type RoundFactsFragment } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatCount } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { MoreButton, MorePages, type OnMore } from '@/shared/MorePages';
import { Rows } from '@/shared/Rows';
import { RemindModal } from './Reminders';

interface Place {
  round: RoundFactsFragment;
  unionId: string;
}

/** The unions that have households of their own left: not finished before the end of the window, late after it. */
export function UnfinishedUnions({ round, unionId, total }: Place & { total: number }) {
  const { t } = useTranslation('surveys');
  const { can } = useSession();
  const [open, setOpen] = useState(false);
  const title = t(round.state === 'CLOSED' ? 'unfinished.left' : round.overdue ? 'unfinished.late' : 'unfinished.title');
  return (
    <Section
      title={title}
      extra={
        round.state === 'OPEN' &&
        can('SURVEY_MANAGE') &&
        total > 0 && <Button onClick={() => setOpen(true)}>{t('remind.all')}</Button>
      }
    >
      {total === 0 ? (
        <Typography.Text type="secondary">
          <CheckCircleOutlined aria-hidden /> {t('unfinished.none')}
        </Typography.Text>
      ) : (
        <MorePages part={(after, onMore) => <Part round={round} unionId={unionId} title={title} after={after} onMore={onMore} />} />
      )}
      <RemindModal round={round} union={open ? { id: unionId, name: null } : null} onClose={() => setOpen(false)} />
    </Section>
  );
}

function Part({ round, unionId, title, after, onMore }: Place & { title: string; after: string | null; onMore: OnMore }) {
  const { t } = useTranslation('surveys');
  const [{ data, error, fetching }, retry] = useQuery({ query: SurveyUnfinishedDocument, variables: { id: round.id, unionId, after } });
  const found = data?.surveyRound?.unfinishedUnions;
  if (error && !found) return <LoadProblem error={error} retry={() => retry()} />;
  return (
    <>
      <Rows
        label={title}
        rows={found?.nodes}
        loading={fetching}
        rowKey={(row) => row.union.id}
        empty={<EmptyHint text={t('unfinished.none')} />}
        columns={[
          {
            key: 'union',
            title: t('board.union'),
            render: (row) => <Link to={`${paths.surveyTasks(round.id)}?union=${row.union.id}&subtree=0`}>{row.union.name}</Link>,
          },
          { key: 'households', title: t('figure.unfinished'), align: 'right', render: (row) => formatCount(row.households) },
        ]}
      />
      <MoreButton pageInfo={found?.pageInfo} onMore={onMore} />
    </>
  );
}
