import { Alert, Button, Card, Flex } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useSession } from '@/app/session/SessionContext';
import { WorkYearsDocument, type WorkYearFactsFragment } from '@/gql/graphql';
import { thisYear, YearSelect, yearOf } from '@/pages/funds/FundParts';
import { EmptyHint } from '@/shared/EmptyHint';
import { FilterField } from '@/shared/FilterBar';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { runs } from './workDays';
import { WorkYearForm } from './WorkYearForm';

const context = { additionalTypenames: ['WorkYear', 'WorkYearPayload'] };

/** The holidays of a year and the days worked instead: what a notice's working days are counted by. */
export default function WorkYearsPage() {
  const { t } = useTranslation('workYears');
  const { t: common } = useTranslation();
  const { can, viewer } = useSession();
  const { filters, setFilters } = useUrlFilters(['year']);
  const year = yearOf(filters.year);
  const [writing, setWriting] = useState<number | null>(null);
  const [{ data, error }, retry] = useQuery({ query: WorkYearsDocument, context });
  const found = data?.workYears.find((one) => one.year === year);
  const may = can('PROGRAMME_MANAGE') && viewer.union.level === 'MUNICIPAL';
  const edits = may && writing === year;
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        may &&
        data &&
        !edits && (
          <Button type="primary" onClick={() => setWriting(year)}>
            {found ? common('actions.edit') : t('enter', { year })}
          </Button>
        )
      }
    >
      <FilterField label={t('year')} width={112}>
        {(id) => <YearSelect id={id} value={year} onChange={(one) => setFilters({ year: one === thisYear() ? null : String(one) })} />}
      </FilterField>
      {error && !data && <LoadProblem error={error} retry={() => retry()} />}
      {!data && !error && <Loading />}
      {data && edits && <WorkYearForm key={year} year={year} before={found} onClose={() => setWriting(null)} />}
      {data && !edits && (found ? <Days of={found} /> : <EmptyHint text={t(may ? 'noneWritable' : 'none', { year })} />)}
    </Page>
  );
}

/** 2027-01-01 周五 */
const named = (day: string) => `${day} ${dayjs(day).format('ddd')}`;

function Days({ of }: { of: WorkYearFactsFragment }) {
  const { t } = useTranslation('workYears');
  const off = of.days.filter((one) => !one.working).length;
  return (
    <Flex vertical gap="middle">
      <Card size="small">
        {t('source')}：{of.source}
      </Card>
      <Alert type="info" showIcon title={t('counted', { off, working: of.days.length - off })} />
      <Rows
        label={t('title')}
        rows={runs(of.days)}
        rowKey={(row) => row.from}
        columns={[
          { key: 'day', title: t('day'), render: (row) => (row.from === row.to ? named(row.from) : t('run', { from: named(row.from), to: named(row.to) })) },
          { key: 'working', title: t('kind'), render: (row) => t(row.working ? 'working' : 'off') },
          { key: 'name', title: t('name'), render: (row) => row.name },
        ]}
      />
    </Flex>
  );
}
