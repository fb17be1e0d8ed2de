import { Card, Descriptions, Flex, type DescriptionsProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import type { DelegationFactsFragment } from '@/gql/graphql';
import { Money } from '@/pages/funds/FundParts';
import { DueTag, factColumns } from '@/pages/rights/CaseParts';
import { formatDate } from '@/shared/format';
import { useAgainstText } from './DelegationParts';
import type { Side } from './side';

type Items = NonNullable<DescriptionsProps['items']>;

const written = (text: string) => <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</span>;

/** The day of the answer that is waited for, and how far it is. */
function AnswerBy({ day }: { day: string }) {
  return (
    <Flex gap="small" wrap>
      {formatDate(day)}
      <DueTag dueOn={day} />
    </Flex>
  );
}

/** What was delegated to whom, with what authority; what happened for whoever may read it; and what came of it. */
export function DelegationFacts({ of, side }: { of: DelegationFactsFragment; side: Side }) {
  const { t } = useTranslation('delegations');
  const label = useEnumLabel();
  const against = useAgainstText();
  const item = (key: 'place' | 'offeredOn' | 'answeredOn' | 'endedOn' | 'result' | 'satisfaction', text: string | null | undefined): Items =>
    text ? [{ key, label: t(`field.${key}`), children: text }] : [];
  const items: Items = [
    { key: 'partner', label: t('field.partner'), children: side === 'union' && of.partner ? <Link to={paths.partner(of.partner.id)}>{of.partnerName}</Link> : of.partnerName },
    { key: 'lawyer', label: t('field.lawyer'), children: of.lawyer?.name ?? t('unassigned') },
    { key: 'union', label: t('field.union'), children: of.unionName },
    { key: 'kind', label: t('field.kind'), children: label('DelegationKind', of.kind) },
    { key: 'authority', label: t('field.authority'), children: label('DelegationAuthority', of.authority) },
    { key: 'case', label: t('field.case'), children: of.case ? <Link to={paths.rightsCase(of.case.id)}>{of.caseNumber}</Link> : of.caseNumber },
    { key: 'caseKind', label: t('field.caseKind'), children: label('RightsCaseKind', of.caseKind) },
    { key: 'opponent', label: t('field.opponent'), children: of.employerName ?? of.respondent ?? against(of) },
    ...item('place', [of.placeText, of.placeCode].filter(Boolean).join(' ')),
    { key: 'workers', label: t('field.workers'), children: t('people', { count: of.workersConcerned }) },
    { key: 'claimed', label: t('field.claimed'), children: <Money amount={of.claimed} strong /> },
    ...item('offeredOn', formatDate(of.offeredOn)),
    ...(of.answeredOn ? [] : [{ key: 'answerBy', label: t('field.answerBy'), children: of.state === 'OFFERED' ? <AnswerBy day={of.answerBy} /> : formatDate(of.answerBy) }]),
    ...item('answeredOn', formatDate(of.answeredOn)),
    ...item('endedOn', formatDate(of.endedOn)),
    ...item('result', of.result && label('RightsCaseState', of.result)),
    ...(of.awarded ? [{ key: 'awarded', label: t('field.awarded'), children: <Money amount={of.awarded} strong /> }] : []),
    ...item('satisfaction', label('RightsSatisfaction', of.satisfaction)),
  ];
  const words: Items = (
    [
      ['powers', of.powers.map((one) => label('DelegationPower', one)).join('；')],
      ['brief', of.brief],
      ['claim', of.claim],
      ['contact', of.contact],
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
