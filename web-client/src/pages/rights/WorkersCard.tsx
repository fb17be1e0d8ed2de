import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RightsCaseFactsFragment } from '@/gql/graphql';
import { Money } from '@/pages/funds/FundParts';
import { HouseholdLink } from '@/pages/households/HouseholdParts';
import { isMasked } from '@/pages/households/idNumber';
import { Rows } from '@/shared/Rows';

/** Whose right it is, and how much each claims; only for whoever reads names. */
export function WorkersCard({ of }: { of: RightsCaseFactsFragment }) {
  const { t } = useTranslation('rights');
  const { workers } = of;
  if (!of.details) return null;
  const title = t('workers.title', { count: workers.length });
  return (
    <Card size="small" title={title}>
      <Rows
        label={title}
        rows={workers}
        rowKey={(row) => row.id}
        columns={[
          { key: 'name', title: t('workers.name'), render: (row) => row.name },
          { key: 'idNumber', title: t('workers.idNumber'), render: (row) => row.idNumber ?? t('notGiven') },
          { key: 'phone', title: t('workers.phone'), render: (row) => (row.phone && !isMasked(row.phone) ? <a href={`tel:${row.phone}`}>{row.phone}</a> : (row.phone ?? t('notGiven'))) },
          { key: 'household', title: t('workers.household'), render: (row) => row.household && <HouseholdLink household={row.household} /> },
          { key: 'claimed', title: t('workers.claimed'), align: 'right', render: (row) => (row.claimed ? <Money amount={row.claimed} /> : t('notGiven')) },
        ]}
      />
    </Card>
  );
}
