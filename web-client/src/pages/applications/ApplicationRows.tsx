import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import type { AidApplicationRowFragment } from '@/gql/graphql';
import { Money } from '@/pages/funds/FundParts';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatDate } from '@/shared/format';
import { Rows, type RowColumn, type RowSelection } from '@/shared/Rows';
import { ApplicationStateTag, nameOf } from './ApplicationParts';
import { amountOfRow } from './Chosen';

type Row = AidApplicationRowFragment;

/** Applications as a table or as cards; each opens to its page. */
export function ApplicationRows(props: {
  label: string;
  rows: readonly Row[] | undefined;
  loading: boolean;
  empty: string;
  /** All are of one household, so nothing is said of it. */
  ofHousehold?: boolean;
  selection?: RowSelection<Row>;
}) {
  const { t } = useTranslation('applications');
  const label = useEnumLabel();
  const elsewhere: RowColumn<Row>[] = props.ofHousehold
    ? []
    : [
        { key: 'union', title: t('field.union'), render: (row) => row.union?.shortName ?? t('hidden') },
        { key: 'tier', title: t('field.tier'), render: (row) => label('HardshipTier', row.tier), deskOnly: true },
      ];
  return (
    <Rows
      label={props.label}
      rows={props.rows}
      loading={props.loading}
      rowKey={(row) => row.id}
      empty={<EmptyHint text={props.empty} />}
      selection={props.selection}
      columns={[
        {
          key: 'name',
          title: t('field.name'),
          render: (row) => (
            <Flex vertical>
              <Link to={paths.aidApplication(row.id)}>{nameOf(row)}</Link>
              <Typography.Text type="secondary" style={{ fontWeight: 'normal' }}>
                {row.number}
              </Typography.Text>
            </Flex>
          ),
        },
        {
          key: 'programme',
          title: t('field.programme'),
          render: (row) => <span style={{ display: 'inline-block', maxWidth: 220, whiteSpace: 'normal' }}>{row.programme?.name ?? label('ProgrammeKind', row.kind)}</span>,
        },
        ...elsewhere,
        { key: 'amount', title: t('field.amount'), align: 'right', render: (row) => <Money amount={amountOfRow(row)} strong={row.granted !== null} /> },
        { key: 'state', title: t('field.state'), render: (row) => <ApplicationStateTag of={row} /> },
        { key: 'desk', title: t('field.desk'), render: (row) => row.desk?.shortName ?? t('nobody') },
        { key: 'at', title: t('field.submittedAt'), render: (row) => formatDate(row.submittedAt) || t('notYet'), deskOnly: true },
      ]}
    />
  );
}
