import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, DatePicker, Flex, Modal, Tag } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { VisitListDocument, type VisitFactsFragment, type VisitFilter } from '@/gql/graphql';
import { HouseholdLink } from '@/pages/households/HouseholdParts';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { ExportButton } from '@/shared/ExportButton';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { formatDate } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { UnionPicker } from '@/shared/UnionPicker';
import { useCursor } from '@/shared/useCursor';
import { SubtreeBox, useUnionScope } from '@/shared/useUnionScope';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { OutboxPanel } from './outbox/OutboxPanel';
import { VisitDetail } from './VisitDetail';

const context = { additionalTypenames: ['Visit'] };

const day = (value: string | undefined) => (value ? dayjs(value) : null);

/** The visits of the unions, and on top those still on this device. */
export default function VisitsPage() {
  const { t } = useTranslation('visits');
  const { t: common } = useTranslation();
  const { can, manages } = useSession();
  const label = useEnumLabel();
  const navigate = useNavigate();
  const of = useUrlFilters(['mine', 'union', 'subtree', 'from', 'to']);
  const { filters, setFilters } = of;
  const scope = useUnionScope(filters);
  const { after } = useCursor();
  const [shown, setShown] = useState<VisitFactsFragment | null>(null);
  const filter: VisitFilter = {
    mine: filters.mine ? true : undefined,
    ...(filters.mine ? {} : scope),
    from: filters.from,
    to: filters.to,
  };
  const [{ data, fetching, error }, retry] = useQuery({
    query: VisitListDocument,
    variables: { after, filter },
    context,
  });
  // As it is now: photographs may have come since it was opened.
  const visit = data?.visits.nodes.find((one) => one.id === shown?.id) ?? shown;
  return (
    <Page
      title={common('nav.visits')}
      actions={
        <>
          <ExportButton tables={[{ list: { visits: filter }, names: true }]} />
          {can('VISIT_RECORD') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate(paths.newVisit())}>
              {t('list.record')}
            </Button>
          )}
        </>
      }
    >
      <OutboxPanel />
      <FilterBar active={of.active} folded={!filters.union && !filters.from && !filters.to} clear={of.clear}>
        {!filters.mine && (
          <FilterField label={common('list.labelUnion')} width={260}>
            {(id) => <UnionPicker id={id} value={scope.unionId} onChange={(union) => setFilters({ union })} />}
          </FilterField>
        )}
        <FilterField label={common('list.range')} width={280}>
          {(id) => (
            <DatePicker.RangePicker
              id={{ start: id }}
              allowEmpty
              value={[day(filters.from), day(filters.to)]}
              onChange={(range) => setFilters({ from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })}
            />
          )}
        </FilterField>
        <Flex gap="small" wrap align="center" style={{ minHeight: 34 }}>
          <Checkbox checked={Boolean(filters.mine)} onChange={(event) => setFilters({ mine: event.target.checked ? '1' : null })}>
            {t('list.mine')}
          </Checkbox>
          {!filters.mine && <SubtreeBox filters={filters} setFilters={setFilters} />}
        </Flex>
      </FilterBar>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={common('nav.visits')}
        rows={data?.visits.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={of.active ? common('list.emptyFiltered') : t('list.empty')} />}
        columns={[
          { key: 'household', title: t('field.household'), render: (row) => <HouseholdLink household={row.household} /> },
          { key: 'on', title: t('field.visitedOn'), render: (row) => formatDate(row.visitedOn) },
          { key: 'kind', title: t('field.kind'), render: (row) => label('VisitKind', row.kind) },
          { key: 'purpose', title: t('field.purpose'), render: (row) => label('VisitPurpose', row.purpose) },
          { key: 'met', title: t('field.met'), render: (row) => (row.met ? t('field.metYes') : <Tag color="warning">{t('field.metNo')}</Tag>) },
          { key: 'cadre', title: t('field.cadre'), render: (row) => row.cadre && <Link to={paths.staffMember(row.cadre.id)}>{row.cadre.name}</Link> },
          { key: 'union', title: common('list.labelUnion'), render: (row) => row.household.union.shortName, deskOnly: true },
          { key: 'promises', title: t('field.promises'), render: (row) => row.measures.length || common('none'), deskOnly: true },
        ]}
        actions={(row) => (
          <Button size="small" onClick={() => setShown(row)} aria-label={`${t('list.view')}：${row.household.headName} ${formatDate(row.visitedOn)}`}>
            {t('list.view')}
          </Button>
        )}
      />
      <CursorPager pageInfo={data?.visits.pageInfo} disabled={fetching} />
      <Modal
        open={shown !== null}
        title={shown && `${shown.household.headName} · ${formatDate(shown.visitedOn)} ${label('VisitKind', shown.kind)}`}
        footer={null}
        onCancel={() => setShown(null)}
      >
        {visit && <VisitDetail visit={visit} editable={can('VISIT_RECORD') && manages(visit.household.union.id)} />}
      </Modal>
    </Page>
  );
}
