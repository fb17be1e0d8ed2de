import { Button, Flex, Select, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel, useEnumOptions } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { FoundingApplicationsDocument, type FoundingFactsFragment, type FoundingState } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { ExportButton } from '@/shared/ExportButton';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { formatCount, formatDate } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { useCursor } from '@/shared/useCursor';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { ApplyModal, DecideModal } from './FoundingModals';

const context = { additionalTypenames: ['FoundingApplication', 'Union'] };
const colours: Record<FoundingState, string> = { SUBMITTED: 'processing', APPROVED: 'success', REJECTED: 'default' };

/** Applications for new unions: those asked for here and those to be decided here. */
export default function FoundingPage() {
  const { t } = useTranslation('unions');
  const { t: common } = useTranslation();
  const { can, manages } = useSession();
  const label = useEnumLabel();
  const states = useEnumOptions('FoundingState');
  const { filters, setFilters, clear, active } = useUrlFilters(['state']);
  const { after } = useCursor();
  const [applying, setApplying] = useState(false);
  const [deciding, setDeciding] = useState<FoundingFactsFragment | null>(null);
  const state = (filters.state as FoundingState | undefined) ?? null;
  const [{ data, fetching, error }, retry] = useQuery({
    query: FoundingApplicationsDocument,
    variables: { state, after },
    context,
  });
  return (
    <Page
      title={common('nav.founding')}
      lead={t('founding.lead')}
      actions={
        <>
          <ExportButton tables={[{ list: { foundingApplications: { state } } }]} />
          {can('FOUNDING_APPLY') && (
            <Button type="primary" onClick={() => setApplying(true)}>
              {t('founding.apply')}
            </Button>
          )}
        </>
      }
    >
      <FilterBar active={active} clear={clear}>
        <FilterField label={common('list.state')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              placeholder={common('list.all')}
              value={filters.state}
              options={states}
              onChange={(value: string | undefined) => setFilters({ state: value })}
            />
          )}
        </FilterField>
      </FilterBar>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={common('nav.founding')}
        rows={data?.foundingApplications.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={active ? common('list.emptyFiltered') : t('founding.empty')} />}
        columns={[
          {
            key: 'name',
            title: t('founding.name'),
            render: (row) => (row.union ? <Link to={paths.union(row.union.id)}>{row.name}</Link> : row.name),
          },
          { key: 'level', title: t('level'), render: (row) => label('UnionLevel', row.level) },
          {
            key: 'by',
            title: t('founding.by'),
            render: (row) =>
              row.submittedBy && (
                <Flex vertical>
                  <span>{row.submittedBy.union.name}</span>
                  <Typography.Text type="secondary">{row.submittedBy.name}</Typography.Text>
                </Flex>
              ),
          },
          { key: 'superior', title: t('founding.superior'), render: (row) => row.superior.name, deskOnly: true },
          {
            key: 'workers',
            title: t('founding.workersMigrants'),
            align: 'right',
            render: (row) => `${formatCount(row.workerCount)} / ${formatCount(row.migrantWorkerCount)}`,
          },
          { key: 'at', title: t('founding.submittedAt'), render: (row) => formatDate(row.submittedAt) },
          {
            key: 'state',
            title: t('state'),
            render: (row) => (
              <Flex vertical align="start" gap={2}>
                <Tag color={colours[row.state]}>{label('FoundingState', row.state)}</Tag>
                {row.decisionNote && <Typography.Text type="secondary">{row.decisionNote}</Typography.Text>}
              </Flex>
            ),
          },
        ]}
        actions={(row) =>
          row.state === 'SUBMITTED' &&
          can('FOUNDING_DECIDE') &&
          manages(row.superior.id) && (
            <Button size="small" onClick={() => setDeciding(row)}>
              {t('founding.decide')}
            </Button>
          )
        }
      />
      <CursorPager pageInfo={data?.foundingApplications.pageInfo} disabled={fetching} />
      <ApplyModal open={applying} onClose={() => setApplying(false)} />
      <DecideModal application={deciding} onClose={() => setDeciding(null)} />
    </Page>
  );
}
