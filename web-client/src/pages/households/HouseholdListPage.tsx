import { PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { HouseholdListDocument, type HouseholdRowFragment } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { ExportButton } from '@/shared/ExportButton';
import { formatDate, useAgoText } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows, type RowColumn } from '@/shared/Rows';
import { useCursor } from '@/shared/useCursor';
import { useUnionScope } from '@/shared/useUnionScope';
import { HouseholdFilters, toHouseholdFilter, useHouseholdFilters } from './HouseholdFilters';
import { HouseholdLink, HouseholdStatusTag, TierTag } from './HouseholdParts';
import { RecordVisitButton } from './RecordVisitButton';

const context = { additionalTypenames: ['Household', 'Pairing'] };

/** The households that the viewer may see; those of unions below are masked. */
export default function HouseholdListPage() {
  const { t } = useTranslation('households');
  const { t: common } = useTranslation();
  const { can } = useSession();
  const label = useEnumLabel();
  const ago = useAgoText();
  const navigate = useNavigate();
  const of = useHouseholdFilters();
  const { after } = useCursor();
  const mine = Boolean(of.filters.mine);
  const filter = toHouseholdFilter(of.filters, useUnionScope(of.filters));
  const [{ data, fetching, error }, retry] = useQuery({
    query: HouseholdListDocument,
    variables: { after, filter, own: mine },
    context,
  });
  const narrowed = Object.keys(of.filters).some((key) => key !== 'mine');
  const emptyText = narrowed ? common('list.emptyFiltered') : mine ? t('list.emptyMine') : t('list.empty');
  // Of the own households everybody knows the cadre; where they live and when somebody was there last is asked.
  const ownColumns: RowColumn<HouseholdRowFragment>[] = [
    { key: 'address', title: t('field.address'), render: (row) => row.address },
    { key: 'visited', title: t('list.lastVisit'), render: (row) => ago(row.visits?.nodes[0]?.visitedOn) },
  ];
  const otherColumns: RowColumn<HouseholdRowFragment>[] = [
    {
      key: 'cadre',
      title: t('field.cadre'),
      render: (row) => (row.cadre ? <Link to={paths.staffMember(row.cadre.id)}>{row.cadre.name}</Link> : t('list.unpaired')),
    },
    { key: 'kind', title: t('field.kind'), render: (row) => label('HouseholdKind', row.kind), deskOnly: true },
  ];
  return (
    <Page
      title={mine ? common('nav.myHouseholds') : common('nav.households')}
      actions={
        <>
          <ExportButton
            tables={[
              { title: t('list.exportHouseholds'), list: { households: filter }, names: true },
              { title: t('list.exportMembers'), list: { members: filter }, names: true },
            ]}
          />
          {can('ROSTER_LOAD') && !mine && (
            <Button icon={<UploadOutlined />} onClick={() => void navigate(paths.rosters)}>
              {t('list.import')}
            </Button>
          )}
          {can('HOUSEHOLD_EDIT') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate(paths.newHousehold)}>
              {t('list.register')}
            </Button>
          )}
        </>
      }
    >
      <HouseholdFilters of={of} />
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={common('nav.households')}
        rows={data?.households.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={emptyText} />}
        columns={[
          { key: 'head', title: t('field.headName'), render: (row) => <HouseholdLink household={row} /> },
          { key: 'file', title: t('field.fileNumber'), render: (row) => row.fileNumber, deskOnly: true },
          { key: 'tier', title: t('field.tier'), render: (row) => <TierTag tier={row.tier} /> },
          { key: 'cause', title: t('field.mainCause'), render: (row) => label('HardshipCause', row.mainCause) },
          { key: 'union', title: t('field.union'), render: (row) => row.union.shortName },
          ...(mine ? ownColumns : otherColumns),
          { key: 'status', title: t('field.status'), render: (row) => <HouseholdStatusTag status={row.status} /> },
          { key: 'registered', title: t('field.registeredOn'), render: (row) => formatDate(row.registeredOn), deskOnly: true },
        ]}
        actions={mine && can('VISIT_RECORD') ? (row) => row.status !== 'CLOSED' && <RecordVisitButton id={row.id} ghost /> : undefined}
      />
      <CursorPager pageInfo={data?.households.pageInfo} disabled={fetching} />
    </Page>
  );
}
