import { Card, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { AidTermsFactsFragment, ProgrammeKind } from '@/gql/graphql';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatMoney } from '@/shared/format';
import { isFile, wordsOf } from '@/shared/needyFile';
import { Rows } from '@/shared/Rows';

/** The terms of a programme in words: who may apply, for how much, with what. */
export function TermsView({ kind, terms }: { kind: ProgrammeKind; terms: AidTermsFactsFragment }) {
  const { t } = useTranslation('aid');
  const label = useEnumLabel();
  return (
    <Flex vertical gap="middle">
      <Card size="small" title={t('rule.title')}>
        <RuleList rules={terms.rules} />
      </Card>
      {!isFile({ kind }) && (
        <Card size="small" title={t('amount.title')}>
          <Amounts terms={terms} />
        </Card>
      )}
      <Card size="small" title={t('decides.title')}>
        {t('decides.text', { who: label('AidDecider', terms.decides), ...wordsOf({ kind }) })}
      </Card>
      {terms.papers.length > 0 && (
        <Card size="small" title={t('paper.title')}>
          <Flex gap={6} wrap>
            {terms.papers.map((paper) => (
              <Tag key={paper}>{paper}</Tag>
            ))}
          </Flex>
        </Card>
      )}
    </Flex>
  );
}

function RuleList(props: { rules: AidTermsFactsFragment['rules'] }) {
  const { t } = useTranslation('aid');
  if (props.rules.length === 0) return <EmptyHint text={t('rule.none')} />;
  return (
    <Flex component="ol" vertical gap="small" style={{ margin: 0, paddingInlineStart: 24 }}>
      {props.rules.map((rule, n) => (
        // Rules have no id and are never moved while they are shown.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={n}>
          <div>{rule.text}</div>
          <Typography.Text type="secondary">
            {t('rule.quoted', { sentence: rule.sentence, source: rule.source })}
          </Typography.Text>
        </li>
      ))}
    </Flex>
  );
}

function Amounts({ terms }: { terms: AidTermsFactsFragment }) {
  const { t } = useTranslation('aid');
  const label = useEnumLabel();
  const caps = [
    ...(terms.householdCap ? [t('amount.householdCapText', { amount: formatMoney(terms.householdCap) })] : []),
    ...(terms.pupilCap ? [t('amount.pupilCapText', { amount: formatMoney(terms.pupilCap) })] : []),
  ];
  return (
    <Flex vertical gap="small">
      <Rows
        label={t('amount.title')}
        rows={terms.amounts}
        rowKey={(row) => `${row.tier ?? ''}-${row.level ?? ''}`}
        empty={<EmptyHint text={t('amount.none')} />}
        columns={[
          { key: 'tier', title: t('amount.tier'), render: (row) => (row.tier ? label('HardshipTier', row.tier) : t('amount.anyTier')) },
          { key: 'level', title: t('amount.level'), render: (row) => (row.level ? label('SchoolLevel', row.level) : t('amount.anyLevel')) },
          {
            key: 'amount',
            title: t('amount.amount'),
            align: 'right',
            render: (row) => (row.least === row.most ? formatMoney(row.least) : `${formatMoney(row.least)} – ${formatMoney(row.most)}`),
          },
        ]}
      />
      {caps.length > 0 && <Typography.Text type="secondary">{caps.join('；')}</Typography.Text>}
    </Flex>
  );
}
