import { DatePicker, Flex, Select, Tag, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel, useEnumOptions } from '@/app/i18n/useEnumLabel';
import { useSession } from '@/app/session/SessionContext';
import { AuditTrailDocument, type AuditAction, type AuditFilter } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { ExportButton } from '@/shared/ExportButton';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { formatDateTime } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { StaffPicker } from '@/shared/StaffPicker';
import { UnionPicker } from '@/shared/UnionPicker';
import { useCursor } from '@/shared/useCursor';
import { SubtreeBox, useUnionScope } from '@/shared/useUnionScope';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { subjectPath } from './subjectPath';

const colours: Partial<Record<AuditAction, string>> = {
  OPENED: 'processing',
  SIGN_IN_FAILED: 'error',
  DELETED: 'error',
  REVOKED: 'warning',
  EXPORTED: 'warning',
  PRINTED: 'warning',
};

/** Who did or looked at what, when and why; nothing here can be changed. */
export default function AuditPage() {
  const { t } = useTranslation('audit');
  const { t: common } = useTranslation();
  const { can } = useSession();
  const label = useEnumLabel();
  const actions = useEnumOptions('AuditAction');
  const { filters, setFilters, clear, active } = useUrlFilters(['union', 'subtree', 'staff', 'subject', 'action', 'from', 'to']);
  const scope = useUnionScope(filters);
  const { after } = useCursor();
  const filter: AuditFilter = {
    ...scope,
    staffId: filters.staff,
    subjectId: filters.subject,
    action: filters.action as AuditAction | undefined,
    from: filters.from,
    to: filters.to,
  };
  const [{ data, fetching, error }, retry] = useQuery({
    query: AuditTrailDocument,
    variables: { after, filter },
    requestPolicy: 'network-only',
  });
  return (
    <Page title={common('nav.audit')} lead={t('lead')} actions={<ExportButton tables={[{ list: { auditTrail: filter } }]} />}>
      <FilterBar active={active} clear={clear}>
        <FilterField label={common('list.labelUnion')} width={260}>
          {(id) => <UnionPicker id={id} value={scope.unionId} onChange={(union) => setFilters({ union })} />}
        </FilterField>
        <FilterField label={t('action')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              placeholder={common('list.all')}
              value={filters.action}
              options={actions}
              onChange={(action: string | undefined) => setFilters({ action })}
            />
          )}
        </FilterField>
        {can('STAFF_READ') && (
          <FilterField label={t('by')}>
            {(id) => (
              <StaffPicker
                id={id}
                value={filters.staff}
                filter={scope}
                onChange={(staff) => setFilters({ staff })}
              />
            )}
          </FilterField>
        )}
        <FilterField label={common('list.from')}>
          {(id) => (
            <DatePicker
              id={id}
              value={filters.from ? dayjs(filters.from) : null}
              onChange={(date) => setFilters({ from: date?.format('YYYY-MM-DD') })}
            />
          )}
        </FilterField>
        <FilterField label={common('list.to')}>
          {(id) => (
            <DatePicker
              id={id}
              value={filters.to ? dayjs(filters.to) : null}
              onChange={(date) => setFilters({ to: date?.format('YYYY-MM-DD') })}
            />
          )}
        </FilterField>
        <Flex align="center" style={{ minHeight: 34 }}>
          <SubtreeBox filters={filters} setFilters={setFilters} />
        </Flex>
        {filters.subject && (
          <Tag closable={{ 'aria-label': t('subjectClear') }} onClose={() => setFilters({ subject: null })}>
            {t('subjectOnly')}
          </Tag>
        )}
      </FilterBar>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={common('nav.audit')}
        rows={data?.auditTrail.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={active ? common('list.emptyFiltered') : t('empty')} />}
        columns={[
          {
            key: 'summary',
            title: t('what'),
            render: (row) => {
              const to = subjectPath(row.subjectKind, row.subjectId);
              return to ? <Link to={to}>{row.summary}</Link> : row.summary;
            },
          },
          {
            key: 'action',
            title: t('action'),
            render: (row) => <Tag color={colours[row.action]}>{label('AuditAction', row.action)}</Tag>,
          },
          { key: 'by', title: t('by'), render: (row) => row.by?.name ?? row.actorUnion?.name ?? t('nobody') },
          { key: 'at', title: t('at'), render: (row) => formatDateTime(row.at) },
          { key: 'union', title: common('list.labelUnion'), render: (row) => row.union.name },
          {
            key: 'reason',
            title: t('reason'),
            render: (row) => row.reason ?? <Typography.Text type="secondary">{common('none')}</Typography.Text>,
          },
        ]}
      />
      <CursorPager pageInfo={data?.auditTrail.pageInfo} disabled={fetching} />
    </Page>
  );
}
