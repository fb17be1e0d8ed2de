import { Alert, Button, Card, Flex, Progress, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { OpenSurveysDocument, SurveyTaskListDocument, type OpenSurveysQuery } from '@/gql/graphql';
import { formatCount, useDueText } from '@/shared/format';
import { usePhone } from '@/shared/usePhone';
import { isUnfinished } from './progress';

type OpenRound = OpenSurveysQuery['surveyRounds']['nodes'][number];

/** A cadre's open rounds: how many of the own households are still to be surveyed, and the way in. */
export function OwnOpenSurveys() {
  const { can } = useSession();
  const [{ data }] = useQuery({ query: OpenSurveysDocument, variables: { figures: false }, pause: !can('VISIT_READ'), context: roundContext });
  return data?.surveyRounds.nodes.map((round) => <OwnOpenSurvey key={round.id} round={round} />);
}

const roundContext = { additionalTypenames: ['SurveyRound'] };
const taskContext = { additionalTypenames: ['SurveyTask'] };

function OwnOpenSurvey({ round }: { round: OpenRound }) {
  const { t } = useTranslation('surveys');
  const navigate = useNavigate();
  const phone = usePhone();
  const due = useDueText();
  const [{ data }] = useQuery({ query: SurveyTaskListDocument, variables: { filter: { roundId: round.id, mine: true }, first: 50, after: null }, context: taskContext });
  const rows = data?.surveyTasks.nodes;
  if (!rows || rows.length === 0) return null;
  const left = rows.filter(isUnfinished).length;
  const text = left === 0 ? t('task.allDone', { count: rows.length }) : t('task.left', { left, count: rows.length });
  return (
    <Card size="small" title={<Link to={paths.survey(round.id)}>{round.name}</Link>} extra={left > 0 && <Tag color={round.overdue ? 'error' : 'warning'}>{due(round.closesOn)}</Tag>}>
      <Flex gap="small" wrap align="center" justify="space-between">
        <Flex vertical gap={2} style={{ flex: '1 1 240px' }}>
          <Typography.Text strong>{text}</Typography.Text>
          <Progress percent={Math.round(((rows.length - left) / rows.length) * 100)} showInfo={false} aria-label={text} />
        </Flex>
        <Button type={left > 0 ? 'primary' : 'default'} ghost={left > 0} block={phone} onClick={() => void navigate(paths.mySurveyTasks(round.id))}>
          {left > 0 ? t('task.go') : t('task.mine')}
        </Button>
      </Flex>
    </Card>
  );
}

/** The own union's open rounds in one line each, for who organises its work. */
export function UnionOpenSurveys() {
  const { t } = useTranslation('surveys');
  const { can } = useSession();
  const [{ data }] = useQuery({ query: OpenSurveysDocument, variables: { figures: true }, pause: !can('VISIT_READ') || !can('FIGURES_READ'), context: roundContext });
  return data?.surveyRounds.nodes
    .filter((round) => (round.progress?.total ?? 0) > 0)
    .map((round) => (
      <Alert
        key={round.id}
        type={round.overdue ? 'warning' : 'info'}
        showIcon
        title={
          <>
            <Link to={paths.survey(round.id)} style={{ textDecoration: 'underline' }}>{round.name}</Link>
            {'：'}
            {t('home.line', {
              done: formatCount((round.progress?.done ?? 0) + (round.progress?.late ?? 0)),
              total: formatCount(round.progress?.total),
              unfinished: formatCount(round.progress?.unfinished),
            })}
          </>
        }
      />
    ));
}
