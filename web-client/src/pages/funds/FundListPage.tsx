import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { FundListDocument } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { UnionPicker } from '@/shared/UnionPicker';
import { useCursor } from '@/shared/useCursor';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { fundContext } from './fundContext';
import { FundModal } from './FundModal';
import { YearSelect, yearOf } from './FundParts';

/** The funds of a year that the own union raised or may hold money of. */
export default function FundListPage() {
  const { t } = useTranslation('funds');
  const { can } = useSession();
  const navigate = useNavigate();
  const label = useEnumLabel();
  const of = useUrlFilters(['year', 'union']);
  const year = yearOf(of.filters.year);
  const { after } = useCursor();
  const [open, setOpen] = useState(false);
  const [{ data, fetching, error }, retry] = useQuery({ query: FundListDocument, variables: { year, unionId: of.filters.union, after }, context: fundContext });
  return (
    <Page
      title={t('list.title')}
      lead={t('list.lead')}
      actions={
        can('FUND_MANAGE') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
            {t('list.new')}
          </Button>
        )
      }
    >
      <FilterBar active={of.active} folded={false} clear={of.clear}>
        <FilterField label={t('year')} width={112}>
          {(id) => <YearSelect id={id} value={year} onChange={(one) => of.setFilters({ year: String(one) })} />}
        </FilterField>
        <FilterField label={t('list.owner')} width={260}>
          {(id) => <UnionPicker id={id} value={of.filters.union} onChange={(union) => of.setFilters({ union })} />}
        </FilterField>
      </FilterBar>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={t('list.title')}
        rows={data?.funds.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={t('list.empty', { year })} />}
        columns={[
          { key: 'name', title: t('list.name'), render: (row) => <Link to={paths.fund(row.id)}>{row.name}</Link> },
          { key: 'source', title: t('list.source'), render: (row) => label('FundSource', row.source) },
          { key: 'document', title: t('documentNumber'), render: (row) => row.documentNumber },
          {
            key: 'programmes',
            title: t('list.programmes'),
            render: (row) => (row.programmes.length === 0 ? t('any') : row.programmes.map((one) => label('ProgrammeKind', one)).join('、')),
          },
          { key: 'union', title: t('list.owner'), render: (row) => row.union?.name ?? t('hidden') },
        ]}
      />
      <CursorPager pageInfo={data?.funds.pageInfo} disabled={fetching} />
      <FundModal year={year} open={open} onClose={() => setOpen(false)} onDone={(id) => void navigate(paths.fund(id))} />
    </Page>
  );
}
