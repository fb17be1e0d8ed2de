import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { DelegationRowFragment } from '@/gql/graphql';
import { Money } from '@/pages/funds/FundParts';
import { EmptyHint } from '@/shared/EmptyHint';
import { Rows, type RowColumn } from '@/shared/Rows';
import { DelegationStateTag, hasNextDate, NextDate, useAgainstText } from './DelegationParts';
import { placesOf, type Side } from './side';

type Row = DelegationRowFragment;

/** A text that may be long, in a column that is not. */
const brief = (text: string) => <span style={{ display: 'inline-block', maxWidth: 200, whiteSpace: 'normal' }}>{text}</span>;

/** Delegations as a table or as cards; each opens to its page. */
export function DelegationRows(props: {
  label: string;
  rows: readonly Row[] | undefined;
  loading: boolean;
  empty: string;
  side: Side;
  /** All are of one case, so nothing is said of it. */
  ofCase?: boolean;
  /** All are given to one partner, so nothing is said of it. */
  ofPartner?: boolean;
}) {
  const { t } = useTranslation('delegations');
  const label = useEnumLabel();
  const against = useAgainstText();
  const place = placesOf[props.side];
  const about: RowColumn<Row>[] = [
    { key: 'caseKind', title: t('field.caseKind'), render: (row) => label('RightsCaseKind', row.caseKind) },
    { key: 'against', title: t('field.opponent'), render: (row) => brief(against(row)) },
    { key: 'claimed', title: t('field.claimed'), align: 'right', render: (row) => <Money amount={row.claimed} /> },
  ];
  const other: RowColumn<Row>[] =
    props.side === 'partner'
      ? [{ key: 'union', title: t('field.union'), render: (row) => brief(row.unionName) }]
      : props.ofPartner
        ? []
        : [{ key: 'partner', title: t('field.partner'), render: (row) => brief(row.partnerName) }];
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
          title: props.ofCase ? t('field.number') : t('field.label'),
          render: (row) =>
            props.ofCase ? (
              <Link to={place.one(row.id)}>{row.number}</Link>
            ) : (
              <Flex vertical>
                <Link to={place.one(row.id)}>{row.label}</Link>
                <Typography.Text type="secondary" style={{ fontWeight: 'normal' }}>
                  {row.number}
                </Typography.Text>
              </Flex>
            ),
        },
        ...(props.ofCase ? [{ key: 'kind', title: t('field.kind'), render: (row: Row) => label('DelegationKind', row.kind) }] : about),
        ...other,
        { key: 'lawyer', title: t('field.lawyer'), render: (row) => row.lawyer?.name ?? t('unassigned') },
        { key: 'state', title: t('field.state'), render: (row) => <DelegationStateTag state={row.state} /> },
        { key: 'next', title: t('field.next'), render: (row) => (hasNextDate(row) ? <NextDate of={row} /> : null) },
      ]}
    />
  );
}
