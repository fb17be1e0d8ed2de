import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { useSession } from '@/app/session/SessionContext';
import { DuplicateClaimsDocument, type DuplicateFactsFragment } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { ExportButton } from '@/shared/ExportButton';
import { formatDateTime } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows, type RowColumn } from '@/shared/Rows';
import { useCursor } from '@/shared/useCursor';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { HouseholdLink } from './HouseholdParts';
import { CompareModal, SettleDuplicateModal } from './SettleDuplicateModal';

const context = { additionalTypenames: ['DuplicateClaim', 'Household'] };

/** Persons with two files: raised by the viewer's union, or for it to settle. */
export default function DuplicateClaimsPage() {
  const { t } = useTranslation('households');
  const { t: common } = useTranslation();
  const { can } = useSession();
  const label = useEnumLabel();
  const { filters, setFilters } = useUrlFilters(['state']);
  const { after } = useCursor();
  const [open, setOpen] = useState<DuplicateFactsFragment | null>(null);
  const state = filters.state === 'SETTLED' ? 'SETTLED' : 'OPEN';
  const [{ data, fetching, error }, retry] = useQuery({ query: DuplicateClaimsDocument, variables: { state, after }, context });
  // Both files come only to the union that settles.
  const settles = (row: DuplicateFactsFragment) => row.state === 'OPEN' && can('DUPLICATE_SETTLE') && row.other !== null;

  const file = (key: 'claimant' | 'other', title: string): RowColumn<DuplicateFactsFragment> => ({
    key,
    title,
    render: (row) => {
      const household = row[key];
      if (!household) return t('duplicates.hidden');
      return (
        <span>
          <HouseholdLink household={household} /> {household.union.shortName}
        </span>
      );
    },
  });
  return (
    <Page
      title={common('nav.duplicates')}
      lead={t('duplicates.lead')}
      actions={<ExportButton tables={[{ list: { duplicateClaims: { state } }, names: true }]} />}
    >
      <div>
        <Segmented
          aria-label={t('duplicates.state')}
          value={state}
          options={[
            { value: 'OPEN', label: t('duplicates.open') },
            { value: 'SETTLED', label: t('duplicates.settled') },
          ]}
          onChange={(next) => setFilters({ state: next === 'OPEN' ? null : next })}
        />
      </div>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={common('nav.duplicates')}
        rows={data?.duplicateClaims.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={state === 'OPEN' ? t('duplicates.empty') : t('duplicates.emptySettled')} />}
        columns={[
          file('claimant', t('duplicates.claimant')),
          file('other', t('duplicates.other')),
          {
            key: 'reason',
            title: t('duplicates.reason'),
            render: (row) => <span style={{ display: 'inline-block', maxWidth: 320, whiteSpace: 'normal' }}>{row.reason}</span>,
          },
          { key: 'at', title: t('duplicates.createdAt'), render: (row) => formatDateTime(row.createdAt) },
          ...(state === 'SETTLED'
            ? [
                {
                  key: 'decision',
                  title: t('duplicates.decided'),
                  render: (row: DuplicateFactsFragment) => [label('DuplicateDecision', row.decision), row.decisionNote].filter(Boolean).join('：'),
                },
              ]
            : []),
        ]}
        actions={(row) => (
          <Button type={settles(row) ? 'primary' : 'default'} size="small" onClick={() => setOpen(row)}>
            {settles(row) ? t('duplicates.settle') : t('duplicates.compare')}
          </Button>
        )}
      />
      <CursorPager pageInfo={data?.duplicateClaims.pageInfo} disabled={fetching} />
      {open &&
        (settles(open) ? (
          <SettleDuplicateModal claim={open} onClose={() => setOpen(null)} />
        ) : (
          <CompareModal claim={open} onClose={() => setOpen(null)} />
        ))}
    </Page>
  );
}
