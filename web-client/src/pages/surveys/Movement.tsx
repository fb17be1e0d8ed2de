import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { Typography } from 'antd';
import { paths } from '@/app/paths';
import { SurveyMovementDocument, type RoundFactsFragment } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { FigureRow } from '@/shared/FigureRow';

/** A closed round beside the closed round before: who fell and who rose, in numbers. */
export function Movement({ round, unionId }: { round: RoundFactsFragment; unionId: string }) {
  const { t } = useTranslation('surveys');
  const [{ data }] = useQuery({ query: SurveyMovementDocument, variables: { id: round.id, unionId } });
  const found = data?.surveyRound;
  if (!found) return null;
  const { previous, movement } = found;
  return (
    <Section title={t('movement.title')}>
      {previous && movement ? (
        <>
          <Typography.Text type="secondary">
            {t('movement.lead')} <Link to={paths.survey(previous.id)}>{previous.name}</Link>
          </Typography.Text>
          <FigureRow
            items={[
              { label: t('movement.fell'), value: movement.fell, alert: true },
              { label: t('movement.rose'), value: movement.rose },
              { label: t('movement.same'), value: movement.same },
              { label: t('movement.entered'), value: movement.entered },
              { label: t('movement.gone'), value: movement.gone },
            ]}
          />
        </>
      ) : (
        <Typography.Text type="secondary">{t('movement.first')}</Typography.Text>
      )}
    </Section>
  );
}
