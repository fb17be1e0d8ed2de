import { Card, Collapse, Descriptions, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SurveyFormFragment } from '@/gql/graphql';
import { formatDate } from '@/shared/format';
import { usePhone } from '@/shared/usePhone';
import { factNames } from './facts';
import { useFactText } from './useFactText';

/** The last record beside the form; on a phone above it and folded. */
export function LastTime({ task }: { task: SurveyFormFragment }) {
  const { t } = useTranslation('surveys');
  const phone = usePhone();
  const last = task.lastRecord;
  if (!last) {
    return (
      <Card size="small" title={t('last.title')}>
        <Typography.Text type="secondary">{t('last.none')}</Typography.Text>
      </Card>
    );
  }
  const title = t('last.on', { date: formatDate(last.visitedOn) });
  if (phone) return <Collapse items={[{ key: 'last', label: title, children: <LastFacts last={last} /> }]} />;
  return (
    <Card size="small" title={title} style={{ position: 'sticky', top: 72 }}>
      <LastFacts last={last} />
    </Card>
  );
}

function LastFacts({ last }: { last: NonNullable<SurveyFormFragment['lastRecord']> }) {
  const { t } = useTranslation('surveys');
  const { t: households } = useTranslation('households');
  const { t: visits } = useTranslation('visits');
  const text = useFactText();
  return (
    <Flex vertical gap="small">
      <Typography.Text type="secondary">{last.cadre ? t('last.by', { round: last.round.name, cadre: last.cadre.name }) : last.round.name}</Typography.Text>
      <Descriptions
        size="small"
        column={1}
        styles={{ label: { width: 124 } }}
        items={[
          ...(last.claims ? [{ key: 'claims', label: visits('field.claims'), children: last.claims }] : []),
          ...factNames.map((name) => ({ key: name, label: households(`field.${name}`), children: text(name, last[name]) })),
          ...(last.observed ? [{ key: 'observed', label: visits('field.observed'), children: last.observed }] : []),
        ]}
      />
    </Flex>
  );
}
