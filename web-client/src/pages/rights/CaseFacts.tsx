import { Card, Descriptions, type DescriptionsProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import type { RightsCaseFactsFragment } from '@/gql/graphql';
import { Money } from '@/pages/funds/FundParts';
import { formatDate } from '@/shared/format';
import { factColumns, useOpponentText } from './CaseParts';
import { knownFacts } from './facts';
import { useFactText } from './useFactText';

type Items = NonNullable<DescriptionsProps['items']>;

const written = (text: string) => <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</span>;

/** What a case is about: against whom, where, what is claimed, what came of it; with the facts of its kind for whoever reads names. */
export function CaseFacts({ of }: { of: RightsCaseFactsFragment }) {
  const { t } = useTranslation('rights');
  const label = useEnumLabel();
  const opponent = useOpponentText();
  const factText = useFactText();
  const { details } = of;
  const item = (key: 'site' | 'place' | 'acceptedOn' | 'resolvedOn' | 'closedOn' | 'result' | 'route' | 'satisfaction' | 'reportedBy', text: string | null | undefined): Items =>
    text ? [{ key, label: t(`field.${key}`), children: text }] : [];
  const items: Items = [
    {
      key: 'opponent',
      label: t('field.opponent'),
      children: of.employer ? <Link to={paths.employer(of.employer.id)}>{of.employer.name}</Link> : (details?.respondent ?? opponent(of)),
    },
    ...item('site', of.site),
    ...item('place', [of.placeText, of.placeCode].filter(Boolean).join(' ')),
    { key: 'workers', label: t('field.workers'), children: t('people', { count: of.workersConcerned }) },
    { key: 'claimed', label: t('field.claimed'), children: <Money amount={of.claimed} strong /> },
    ...(of.awarded ? [{ key: 'awarded', label: t('field.awarded'), children: <Money amount={of.awarded} strong /> }] : []),
    { key: 'union', label: t('field.union'), children: of.unionName },
    { key: 'handler', label: t('field.handler'), children: of.handlerName },
    { key: 'reportedOn', label: t('field.reportedOn'), children: formatDate(of.reportedOn) },
    ...item('reportedBy', of.reportedBy?.name),
    ...item('acceptedOn', formatDate(of.acceptedOn)),
    ...item('resolvedOn', formatDate(of.resolvedOn)),
    ...item('result', of.result && label('RightsCaseState', of.result)),
    ...item('route', label('RightsRoute', of.route)),
    ...item('closedOn', formatDate(of.closedOn)),
    ...item('satisfaction', label('RightsSatisfaction', of.satisfaction)),
    ...(details ? knownFacts(details.facts).map((fact) => ({ key: fact, label: label('RightsFact', fact), children: factText(fact, details.facts) })) : []),
  ];
  const words: Items = (
    [
      ['account', details?.account],
      ['claim', details?.claim],
      ['outcome', of.outcome],
    ] as const
  ).flatMap(([key, text]) => (text ? [{ key, label: t(`field.${key}`), children: written(text) }] : []));
  return (
    <Card size="small" title={t('facts')}>
      <Descriptions size="small" column={factColumns} items={items} />
      {words.length > 0 && <Descriptions size="small" column={1} items={words} style={{ marginTop: 8 }} />}
    </Card>
  );
}
