import { Button, Collapse } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { enumValues } from '@/app/i18n/enums';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { useSession } from '@/app/session/SessionContext';
import { RightsRuleListDocument, type RightsRuleFactsFragment } from '@/gql/graphql';
import { formatDate } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Rows } from '@/shared/Rows';
import { SetRuleModal } from './SetRuleModal';

/** What the law sets a time for (时效规定): what, how long, from which day on, out of which article; folded. The city federation revises it. */
export function RulesTable() {
  const { t } = useTranslation('rights');
  const title = t('rules.title');
  return <Collapse size="small" items={[{ key: 'rules', label: title, children: <Rules title={title} /> }]} />;
}

function Rules({ title }: { title: string }) {
  const { t } = useTranslation('rights');
  const label = useEnumLabel();
  const { can, viewer } = useSession();
  const [revising, setRevising] = useState<RightsRuleFactsFragment | null>(null);
  const [{ data, fetching, error }, retry] = useQuery({ query: RightsRuleListDocument });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  const all = enumValues('RightsCaseKind').length;
  const may = can('RIGHTS_HANDLE') && viewer.union.level === 'MUNICIPAL';
  const kinds = (row: RightsRuleFactsFragment) => (row.kinds.length === all ? t('rules.allKinds') : row.kinds.map((one) => label('RightsCaseKind', one)).join('、'));
  return (
    <>
      <Rows
        label={title}
        rows={data?.rightsRules}
        loading={fetching}
        rowKey={(row) => row.code}
        columns={[
          { key: 'title', title: t('rules.what'), width: 220, render: (row) => row.title },
          { key: 'time', title: t('rules.time'), width: 90, render: (row) => t(`rules.${row.unit}`, { count: row.count }) },
          { key: 'fact', title: t('rules.from'), width: 160, render: (row) => label('RightsFact', row.fact) },
          { key: 'law', title: t('rules.law'), render: (row) => <div style={{ maxWidth: 260 }}>{row.law}</div> },
          { key: 'kinds', title: t('field.kind'), render: (row) => <div style={{ maxWidth: 260 }}>{kinds(row)}</div> },
          { key: 'since', title: t('rules.since'), width: 120, render: (row) => (row.revisedFrom ? t('rules.coming', { since: formatDate(row.validFrom), from: formatDate(row.revisedFrom) }) : formatDate(row.validFrom)) },
        ]}
        actions={
          may
            ? (row) => (
                <Button size="small" aria-label={`${t('rules.revise')}：${row.title}`} onClick={() => setRevising(row)}>
                  {t('rules.revise')}
                </Button>
              )
            : undefined
        }
      />
      {revising && <SetRuleModal of={revising} onClose={() => setRevising(null)} />}
    </>
  );
}
