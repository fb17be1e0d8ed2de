import { Breadcrumb, Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { SurveyRoundPageDocument } from '@/gql/graphql';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { RoundActs } from './RoundActs';
import { RoundExport } from './RoundExport';
import { RoundFactList, QuestionList } from './RoundFactList';
import { RoundFigures } from './RoundFigures';
import { RoundStateTag, useWindowText } from './SurveyParts';

const context = { additionalTypenames: ['SurveyRound'] };

/** A round: a draft to look through, an open one as it stands at this moment, a closed one as its report. */
export default function RoundPage() {
  const { t } = useTranslation('surveys');
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const { can, hasRole } = useSession();
  const windowText = useWindowText();
  const [{ data, error, fetching }, retry] = useQuery({ query: SurveyRoundPageDocument, variables: { id }, context });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  const round = data.surveyRound;
  if (!round) {
    return fetching ? <Loading /> : <Result status="404" title={t('round.gone')} extra={<Link to={paths.surveys}>{t('title')}</Link>} />;
  }
  const cadre = hasRole('CADRE');
  return (
    <Page
      title={round.name}
      lead={windowText(round)}
      above={<Breadcrumb items={[{ title: <Link to={paths.surveys}>{t('title')}</Link> }, { title: round.name }]} />}
      extra={<RoundStateTag round={round} />}
      actions={
        <>
          {round.state !== 'DRAFT' && cadre && (
            <Button type={round.state === 'OPEN' ? 'primary' : 'default'} onClick={() => void navigate(paths.mySurveyTasks(round.id))}>
              {t('task.mine')}
            </Button>
          )}
          {round.state !== 'DRAFT' && can('FIGURES_READ') && <RoundExport round={round} />}
          {round.state !== 'DRAFT' && <Button onClick={() => void navigate(paths.surveyTasks(round.id))}>{t('task.list')}</Button>}
          <RoundActs round={round} />
        </>
      }
    >
      <RoundFactList round={round} />
      {round.state === 'DRAFT' ? <QuestionList questions={round.questions} /> : can('FIGURES_READ') && <RoundFigures key={id} round={round} />}
    </Page>
  );
}
