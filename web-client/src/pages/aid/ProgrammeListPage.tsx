import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { enumValues } from '@/app/i18n/enums';
import { useEnumLabel, useEnumOptions } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { ProgrammesDocument, type ProgrammeState } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { useCursor } from '@/shared/useCursor';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { AidFigures } from './AidFigures';
import { ProgrammeStateTag, useDaysText } from './AidParts';
import { today } from '@/shared/day';

const context = { additionalTypenames: ['Programme'] };

/** This year, the ones that people still look up, and the one that is prepared. */
const years = [1, 0, -1, -2, -3, -4].map((ahead) => dayjs(today()).year() + ahead);

/** The programmes that the viewer may read, by year. */
export default function ProgrammeListPage() {
  const { t } = useTranslation('aid');
  const { t: common } = useTranslation();
  const { can } = useSession();
  const navigate = useNavigate();
  const label = useEnumLabel();
  const kinds = useEnumOptions('ProgrammeKind');
  const daysText = useDaysText();
  const { filters, setFilters, active } = useUrlFilters(['year', 'kind', 'state']);
  const { after } = useCursor();
  const manager = can('PROGRAMME_MANAGE');
  const states = enumValues('ProgrammeState').filter((one) => one !== 'DRAFT' || manager);
  const state = states.find((one) => one === filters.state);
  const year = years.find((one) => String(one) === filters.year);
  const kind = enumValues('ProgrammeKind').find((one) => one === filters.kind);
  const [{ data, fetching, error }, retry] = useQuery({ query: ProgrammesDocument, variables: { year, kind, state, after }, context });
  return (
    <Page
      title={t('title')}
      lead={t('list.lead')}
      actions={
        <>
          <Button onClick={() => void navigate(paths.livingLines)}>{common('nav.livingLines')}</Button>
          {manager && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate(paths.newProgramme)}>
              {t('list.new')}
            </Button>
          )}
        </>
      }
    >
      <Flex gap="small" wrap align="center">
        <Select<number | ''>
          aria-label={t('programme.year')}
          style={{ minWidth: 120 }}
          value={year ?? ''}
          onChange={(value) => setFilters({ year: value === '' ? null : String(value) })}
          options={[{ value: '', label: t('list.allYears') }, ...years.map((value) => ({ value, label: t('programme.yearText', { year: value }) }))]}
        />
        <Select
          aria-label={t('programme.kind')}
          style={{ minWidth: 150 }}
          value={kind ?? ''}
          onChange={(value) => setFilters({ kind: value || null })}
          options={[{ value: '', label: t('list.allKinds') }, ...kinds]}
        />
        <Segmented<ProgrammeState | ''>
          aria-label={common('list.state')}
          value={state ?? ''}
          onChange={(value) => setFilters({ state: value })}
          options={[{ value: '', label: common('list.all') }, ...states.map((value) => ({ value, label: label('ProgrammeState', value) }))]}
        />
      </Flex>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={t('title')}
        rows={data?.programmes.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={active ? common('list.emptyFiltered') : manager ? t('list.emptyManager') : t('list.empty')} />}
        columns={[
          { key: 'name', title: t('programme.name'), render: (row) => <Link to={paths.programme(row.id)}>{row.name}</Link> },
          { key: 'year', title: t('programme.year'), render: (row) => t('programme.yearText', { year: row.year }) },
          { key: 'kind', title: t('programme.kind'), render: (row) => label('ProgrammeKind', row.kind) },
          { key: 'state', title: common('list.state'), render: (row) => <ProgrammeStateTag state={row.state} /> },
          { key: 'days', title: t('programme.days'), render: daysText },
          { key: 'union', title: t('programme.union'), render: (row) => row.union?.name ?? '—', deskOnly: true },
        ]}
      />
      <CursorPager pageInfo={data?.programmes.pageInfo} disabled={fetching} />
      {can('FIGURES_READ') && <AidFigures />}
    </Page>
  );
}
