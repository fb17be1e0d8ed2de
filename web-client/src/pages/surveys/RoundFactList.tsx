import { Card, Descriptions, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { RoundFactsFragment } from '@/gql/graphql';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatCount, formatDateTime } from '@/shared/format';
import type { Question } from './answers';

/** Who surveys whom, and what the cadres are to know. */
export function RoundFactList({ round }: { round: RoundFactsFragment }) {
  const { t } = useTranslation('surveys');
  const label = useEnumLabel();
  return (
    <Card size="small">
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 1, md: 2, xl: 3 }}
        items={[
          { key: 'union', label: t('round.union'), children: round.union?.name ?? '—' },
          { key: 'scope', label: t('round.scope'), children: round.scope?.name ?? round.union?.name ?? '—' },
          { key: 'kinds', label: t('round.kinds'), children: round.kinds.map((one) => label('HouseholdKind', one)).join('、') },
          ...(round.state === 'DRAFT'
            ? []
            : [
                { key: 'listed', label: t('round.listed'), children: formatCount(round.listed) },
                { key: 'openedAt', label: t('round.openedAt'), children: formatDateTime(round.openedAt) },
              ]),
          ...(round.closedAt ? [{ key: 'closedAt', label: t('round.closedAt'), children: formatDateTime(round.closedAt) }] : []),
          ...(round.note ? [{ key: 'note', label: t('round.note'), span: 'filled' as const, children: round.note }] : []),
        ]}
      />
    </Card>
  );
}

/** The questions as the cadres will be asked them. */
export function QuestionList(props: { questions: readonly Question[] }) {
  const { t } = useTranslation('surveys');
  const label = useEnumLabel();
  return (
    <Card size="small" title={t('question.title')}>
      {props.questions.length === 0 && <EmptyHint text={t('question.none')} />}
      <Flex component="ol" vertical gap="small" style={{ margin: 0, paddingInlineStart: 24 }}>
        {props.questions.map((one) => (
          <li key={one.code}>
            <Flex gap={6} wrap align="center">
              <span>{one.label}</span>
              <Tag>{label('SurveyQuestionKind', one.kind)}</Tag>
              {one.required && <Tag color="warning">{t('question.required')}</Tag>}
            </Flex>
            {one.help && <Typography.Text type="secondary">{one.help}</Typography.Text>}
            {one.options.length > 0 && <div>{one.options.map((option) => option.label).join(' / ')}</div>}
          </li>
        ))}
      </Flex>
    </Card>
  );
}
