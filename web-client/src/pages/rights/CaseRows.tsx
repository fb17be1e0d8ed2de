import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import type { RightsCaseRowFragment } from '@/gql/graphql';
import { Money } from '@/pages/funds/FundParts';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatCount, formatDate } from '@/shared/format';
import { Rows, type RowColumn } from '@/shared/Rows';
import { CaseStateTag, NextDeadline, useOpponentText } from './CaseParts';

type Row = RightsCaseRowFragment;

/** Cases as a table or as cards; each opens to its page. */
export function CaseRows(props: {
  label: string;
  rows: readonly Row[] | undefined;
  loading: boolean;
  empty: string;
  /** All are against one employer, so nothing is said of it. */
  ofEmployer?: boolean;
  /** Beside something else: who handles a case and how many it concerns are read on its page. */
  narrow?: boolean;
}) {
  const { t } = useTranslation('rights');
  const label = useEnumLabel();
  const opponent = useOpponentText();
  const against: RowColumn<Row>[] = props.ofEmployer
    ? []
    : [{ key: 'employer', title: t('field.opponent'), render: (row) => <span style={{ display: 'inline-block', maxWidth: props.narrow ? 180 : 220 }}>{opponent(row)}</span> }];
  const wide: RowColumn<Row>[] = props.narrow
    ? []
    : [
        { key: 'handler', title: t('field.handler'), render: (row) => <span style={{ display: 'inline-block', maxWidth: 140 }}>{row.handlerName}</span> },
        { key: 'reportedOn', title: t('field.reportedOn'), render: (row) => formatDate(row.reportedOn), deskOnly: true },
      ];
  return (
    <Rows
      label={props.label}
      rows={props.rows}
      loading={props.loading}
      rowKey={(row) => row.id}
      empty={<EmptyHint text={props.empty} />}
      columns={[
        {
          key: 'label',
          title: t('field.label'),
          render: (row) => (
            <Flex vertical>
              <Link to={paths.rightsCase(row.id)}>{row.label}</Link>
              <Typography.Text type="secondary" style={{ fontWeight: 'normal' }}>
                {row.number}
              </Typography.Text>
            </Flex>
          ),
        },
        { key: 'kind', title: t('field.kind'), render: (row) => label('RightsCaseKind', row.kind) },
        ...against,
        ...(props.narrow ? [] : [{ key: 'workers', title: t('field.workers'), align: 'right' as const, render: (row: Row) => formatCount(row.workersConcerned) }]),
        { key: 'claimed', title: t('field.claimed'), align: 'right', render: (row) => <Money amount={row.claimed} /> },
        { key: 'state', title: t('field.state'), render: (row) => <CaseStateTag state={row.state} /> },
        { key: 'deadline', title: t('field.deadline'), render: (row) => row.nextDeadline && <div style={{ maxWidth: 240 }}><NextDeadline of={row} /></div> },
        ...wide,
      ]}
    />
  );
}
