import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { NoticeLineFactsFragment } from '@/gql/graphql';
import { Money } from '@/pages/funds/FundParts';
import { Rows, type RowColumn } from '@/shared/Rows';
import { noticeWords, ofFiles } from './lines';

/** What a notice shows of each application: enough to object to, too little to know more. */
export function NoticeLines(props: {
  label: string;
  lines: readonly NoticeLineFactsFragment[];
  /** Buttons of a line. */
  actions?: (line: NoticeLineFactsFragment) => ReactNode;
}) {
  const { t } = useTranslation('notices');
  const label = useEnumLabel();
  const amount: RowColumn<NoticeLineFactsFragment> = { key: 'amount', title: t('line.amount'), align: 'right', render: (line) => <Money amount={line.amount} /> };
  return (
    <Rows
      label={props.label}
      rows={props.lines}
      actions={props.actions}
      rowKey={(line) => String(line.number)}
      columns={[
        { key: 'number', title: t('line.number'), render: (line) => line.number, deskOnly: true },
        { key: 'name', title: t('line.name'), render: (line) => line.name },
        { key: 'union', title: t('line.union'), render: (line) => line.union },
        { key: 'programme', title: t('line.programme', noticeWords(props.lines)), render: (line) => line.programme },
        { key: 'tier', title: t('line.tier'), render: (line) => label('HardshipTier', line.tier) },
        ...(ofFiles(props.lines) ? [] : [amount]),
      ]}
    />
  );
}
