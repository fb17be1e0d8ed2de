import { PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { EmployerListDocument } from '@/gql/graphql';
import { rightsContext } from '@/pages/rights/context';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { formatCount } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { useCursor } from '@/shared/useCursor';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { EmployerModal } from './EmployerModal';
import { RepeatEmployers } from './RepeatEmployers';

/** The employers of the city that cases are against, each once. */
export default function EmployersPage() {
  const { t } = useTranslation('employers');
  const { t: common } = useTranslation();
  const { can, viewer } = useSession();
  const navigate = useNavigate();
  const { filters, setFilters, clear, active } = useUrlFilters(['text']);
  const { after } = useCursor();
  const [adding, setAdding] = useState(false);
  const [{ data, fetching, error }, retry] = useQuery({ query: EmployerListDocument, variables: { query: filters.text ?? null, after }, context: rightsContext });
  return (
    <Page
      title={common('nav.employers')}
      lead={t('lead')}
      actions={
        can('RIGHTS_REPORT') && (
          <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('new.title')}
          </Button>
        )
      }
    >
      {viewer.union.childCount > 0 && <RepeatEmployers />}
      <FilterBar active={active} clear={clear}>
        <FilterField label={t('search')} width={320}>
          {(id) => <Input.Search key={filters.text ?? ''} id={id} allowClear defaultValue={filters.text} placeholder={t('picker.search')} onSearch={(text) => setFilters({ text: text.trim() })} />}
        </FilterField>
      </FilterBar>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={common('nav.employers')}
        rows={data?.employers.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={active ? common('list.emptyFiltered') : t('empty')} />}
        columns={[
          { key: 'name', title: t('field.name'), render: (row) => <Link to={paths.employer(row.id)}>{row.name}</Link> },
          { key: 'creditCode', title: t('field.creditCode'), render: (row) => row.creditCode ?? t('notGiven') },
          { key: 'address', title: t('field.address'), render: (row) => row.address, deskOnly: true },
          { key: 'cases', title: t('field.cases'), align: 'right', render: (row) => formatCount(row.record.cases) },
          { key: 'openCases', title: t('field.openCases'), align: 'right', render: (row) => formatCount(row.record.openCases) },
        ]}
      />
      <CursorPager pageInfo={data?.employers.pageInfo} disabled={fetching} />
      {adding && <EmployerModal name={filters.text} onClose={() => setAdding(false)} onSaved={(employer) => void navigate(paths.employer(employer.id))} />}
    </Page>
  );
}
