import { Button, Checkbox, Flex, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel, useEnumOptions } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { StaffListDocument, type Role, type StaffFilter, type StaffState } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { ExportButton } from '@/shared/ExportButton';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { UnionPicker } from '@/shared/UnionPicker';
import { useCursor } from '@/shared/useCursor';
import { SubtreeBox, useUnionScope } from '@/shared/useUnionScope';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { CodeModal, type OneTimeCode } from './CodeModal';
import { InviteModal } from './InviteModal';
import { PairingLoad, RoleTags, StaffStateTag } from './StaffParts';

const context = { additionalTypenames: ['StaffMember'] };

/** The people of the unions: who they are, what they may do, how many households they answer for. */
export default function StaffListPage() {
  const { t } = useTranslation('staff');
  const { t: common } = useTranslation();
  const { can } = useSession();
  const label = useEnumLabel();
  const roles = useEnumOptions('Role');
  const states = useEnumOptions('StaffState');
  const { filters, setFilters, clear, active } = useUrlFilters(['union', 'subtree', 'text', 'role', 'state', 'shortfall', 'hasRoom']);
  const scope = useUnionScope(filters);
  const { after } = useCursor();
  const [search, setSearch] = useSearchParams();
  const [code, setCode] = useState<OneTimeCode | null>(null);
  const filter: StaffFilter = {
    ...scope,
    text: filters.text,
    role: filters.role as Role | undefined,
    state: filters.state as StaffState | undefined,
    shortfall: filters.shortfall ? true : undefined,
    hasRoom: filters.hasRoom ? true : undefined,
  };
  const [{ data, fetching, error }, retry] = useQuery({
    query: StaffListDocument,
    variables: { after, filter },
    context,
  });

  const inviting = search.has('invite') && can('STAFF_MANAGE');
  const setInviting = (open: boolean) =>
    setSearch(
      (current) => {
        const next = new URLSearchParams(current);
        if (open) next.set('invite', '1');
        else next.delete('invite');
        return next;
      },
      { replace: true },
    );

  return (
    <Page
      title={common('nav.staff')}
      actions={
        <>
          <ExportButton tables={[{ list: { staff: filter } }]} />
          {can('STAFF_MANAGE') && (
            <Button type="primary" onClick={() => setInviting(true)}>
              {t('invite.button')}
            </Button>
          )}
        </>
      }
    >
      <FilterBar active={active} clear={clear}>
        <FilterField label={common('list.text')}>
          {(id) => (
            <Input.Search
              key={filters.text ?? ''}
              id={id}
              allowClear
              defaultValue={filters.text}
              placeholder={t('textHint')}
              onSearch={(text) => setFilters({ text: text.trim() })}
            />
          )}
        </FilterField>
        <FilterField label={common('list.labelUnion')} width={260}>
          {(id) => <UnionPicker id={id} value={scope.unionId} onChange={(union) => setFilters({ union })} />}
        </FilterField>
        <FilterField label={t('role')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              placeholder={common('list.all')}
              value={filters.role}
              options={roles}
              onChange={(role: string | undefined) => setFilters({ role })}
            />
          )}
        </FilterField>
        <FilterField label={common('list.state')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              placeholder={common('list.all')}
              value={filters.state}
              options={states}
              onChange={(state: string | undefined) => setFilters({ state })}
            />
          )}
        </FilterField>
        <Flex gap="small" wrap align="center" style={{ minHeight: 34 }}>
          <SubtreeBox filters={filters} setFilters={setFilters} />
          <Checkbox checked={Boolean(filters.shortfall)} onChange={(event) => setFilters({ shortfall: event.target.checked ? '1' : null })}>
            {t('shortfall')}
          </Checkbox>
          <Checkbox checked={Boolean(filters.hasRoom)} onChange={(event) => setFilters({ hasRoom: event.target.checked ? '1' : null })}>
            {t('hasRoom')}
          </Checkbox>
        </Flex>
      </FilterBar>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={common('nav.staff')}
        rows={data?.staffMembers.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={active ? common('list.emptyFiltered') : t('empty')} />}
        columns={[
          { key: 'name', title: t('name'), render: (row) => <Link to={paths.staffMember(row.id)}>{row.name}</Link> },
          { key: 'title', title: t('title'), render: (row) => row.title },
          { key: 'union', title: t('union'), render: (row) => row.union.name },
          { key: 'roles', title: t('roles'), render: (row) => <RoleTags roles={row.roles} /> },
          { key: 'employment', title: t('employment'), render: (row) => label('Employment', row.employment), deskOnly: true },
          { key: 'load', title: t('load'), render: (row) => <PairingLoad count={row.activePairingCount} roles={row.roles} /> },
          { key: 'state', title: t('state'), render: (row) => <StaffStateTag state={row.state} /> },
        ]}
      />
      <CursorPager pageInfo={data?.staffMembers.pageInfo} disabled={fetching} />
      <InviteModal unionId={scope.unionId} open={inviting} onClose={() => setInviting(false)} onCode={setCode} />
      <CodeModal given={code} onClose={() => setCode(null)} />
    </Page>
  );
}
