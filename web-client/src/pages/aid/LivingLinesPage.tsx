import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Flex, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { enumValues } from '@/app/i18n/enums';
import { useEnumLabel, useEnumOptions } from '@/app/i18n/useEnumLabel';
import { useSession } from '@/app/session/SessionContext';
import { LivingLinesDocument, OwnCountiesDocument, type LineFactsFragment } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatMoney } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { useCursor } from '@/shared/useCursor';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { SetLineModal, type County } from './SetLineModal';

const context = { additionalTypenames: ['LivingLine'] };

/** The lines of the city's counties, by month. */
export default function LivingLinesPage() {
  const { t } = useTranslation('aid');
  const { t: common } = useTranslation();
  const { can, viewer } = useSession();
  const label = useEnumLabel();
  const areas = useEnumOptions('LineArea');
  const { filters, setFilters, active } = useUrlFilters(['area', 'corrected']);
  const { after } = useCursor();
  // Each act has a form of its own, also while the one before still closes.
  const [act, setAct] = useState<{ number: number; open: boolean; line?: LineFactsFragment }>({ number: 0, open: false });
  const begin = (line?: LineFactsFragment) => setAct(({ number }) => ({ number: number + 1, open: true, line }));
  const area = enumValues('LineArea').find((one) => one === filters.area);
  const [{ data, fetching, error }, retry] = useQuery({
    query: LivingLinesDocument,
    variables: { area, corrected: filters.corrected === '1', after },
    context,
  });
  const manager = can('PROGRAMME_MANAGE');
  const [{ data: own }] = useQuery({ query: OwnCountiesDocument, variables: { id: viewer.union.id }, pause: !manager });
  const unions = own?.union ? [own.union, ...own.union.children.nodes] : [];
  const counties: County[] = unions.flatMap(({ level, divisionCode, shortName }) => (level === 'COUNTY' && divisionCode?.length === 6 ? [{ code: divisionCode, name: shortName }] : []));
  const editable = (line: LineFactsFragment) => counties.some((one) => one.code === line.divisionCode);
  return (
    <Page
      title={t('line.title')}
      lead={t('line.lead')}
      actions={
        counties.length > 0 && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => begin()}>
            {t('line.new')}
          </Button>
        )
      }
    >
      <Flex gap="small" wrap align="center">
        <Select
          aria-label={t('line.area')}
          style={{ minWidth: 120 }}
          value={area ?? ''}
          onChange={(value) => setFilters({ area: value || null })}
          options={[{ value: '', label: common('list.all') }, ...areas]}
        />
        <Checkbox checked={filters.corrected === '1'} onChange={(event) => setFilters({ corrected: event.target.checked ? '1' : null })}>
          {t('line.corrected')}
        </Checkbox>
      </Flex>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={t('line.title')}
        rows={data?.livingLines.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={active ? common('list.emptyFiltered') : t('line.empty')} />}
        columns={[
          { key: 'place', title: t('line.place'), render: (row) => row.place },
          { key: 'area', title: t('line.area'), render: (row) => label('LineArea', row.area) },
          { key: 'from', title: t('line.validFrom'), render: (row) => row.validFrom.slice(0, 7) },
          { key: 'monthly', title: t('line.monthly'), align: 'right', render: (row) => formatMoney(row.monthly) },
          { key: 'source', title: t('line.source'), render: (row) => row.source },
          { key: 'revision', title: t('line.revision'), render: (row) => (row.revision > 1 ? t('line.revised', { n: row.revision - 1 }) : null), deskOnly: true },
        ]}
        actions={
          counties.length > 0
            ? (row) =>
                editable(row) && (
                  <Button size="small" onClick={() => begin(row)} aria-label={t('line.correctOf', { place: row.place, area: label('LineArea', row.area), month: row.validFrom.slice(0, 7) })}>
                    {t('line.correct')}
                  </Button>
                )
            : undefined
        }
      />
      <CursorPager pageInfo={data?.livingLines.pageInfo} disabled={fetching} />
      <SetLineModal key={act.number} counties={counties} line={act.line} open={act.open} onClose={() => setAct({ ...act, open: false })} />
    </Page>
  );
}
