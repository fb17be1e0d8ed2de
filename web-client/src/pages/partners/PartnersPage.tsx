import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { enumValues } from '@/app/i18n/enums';
import { useEnumLabel, useEnumOptions } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { PartnerListDocument, type PartnerFilter } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { formatCount } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { useCursor } from '@/shared/useCursor';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { partnerContext } from './context';
import { PartnerModal } from './PartnerModal';
import { PartnerStateTag, useDistrictsText, useSpecialitiesText } from './PartnerParts';

/** A text that may be long, in a column that is not. */
const brief = (text: string) => <span style={{ display: 'inline-block', maxWidth: 260, whiteSpace: 'normal' }}>{text}</span>;

/** The legal-aid partners of the city: what they take, where, and how much they have in hand. */
export default function PartnersPage() {
  const { t } = useTranslation('partners');
  const { t: common } = useTranslation();
  const { can } = useSession();
  const label = useEnumLabel();
  const specialities = useSpecialitiesText();
  const districts = useDistrictsText();
  const navigate = useNavigate();
  const states = useEnumOptions('PartnerState');
  const { filters, setFilters, clear, active } = useUrlFilters(['text', 'state']);
  const { after } = useCursor();
  const [adding, setAdding] = useState(false);
  const chosen = filters.state?.split(',') ?? [];
  const state = enumValues('PartnerState').filter((one) => chosen.includes(one));
  const filter: PartnerFilter = { query: filters.text, states: state.length > 0 ? state : undefined };
  const [{ data, fetching, error }, retry] = useQuery({ query: PartnerListDocument, variables: { filter, after }, context: partnerContext });
  const manages = can('PARTNER_MANAGE');
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        manages && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('new.title')}
          </Button>
        )
      }
    >
      <FilterBar active={active} clear={clear}>
        <FilterField label={t('search')} width={320}>
          {(id) => <Input.Search key={filters.text ?? ''} id={id} allowClear defaultValue={filters.text} onSearch={(text) => setFilters({ text: text.trim() })} />}
        </FilterField>
        <FilterField label={t('field.state')} width={220}>
          {(id) => <Select id={id} mode="multiple" allowClear placeholder={[label('PartnerState', 'ACTIVE'), label('PartnerState', 'SUSPENDED')].join('、')} value={state} onChange={(some: string[]) => setFilters({ state: some.join(',') })} options={states} style={{ width: '100%' }} />}
        </FilterField>
      </FilterBar>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={t('title')}
        rows={data?.partners.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={active ? common('list.emptyFiltered') : t(manages ? 'empty' : 'emptyPlain')} />}
        columns={[
          { key: 'name', title: t('field.name'), render: (row) => <Link to={paths.partner(row.id)}>{row.name}</Link> },
          { key: 'kind', title: t('field.kind'), render: (row) => label('PartnerKind', row.kind) },
          { key: 'districts', title: t('field.districts'), render: (row) => brief(districts(row.districts)) },
          { key: 'specialities', title: t('field.specialities'), render: (row) => brief(specialities(row.specialities)) },
          { key: 'load', title: t('field.load'), align: 'right', render: (row) => formatCount(row.load) },
          { key: 'state', title: t('field.state'), render: (row) => <PartnerStateTag state={row.state} /> },
        ]}
      />
      <CursorPager pageInfo={data?.partners.pageInfo} disabled={fetching} />
      {adding && <PartnerModal onClose={() => setAdding(false)} onSaved={(partner) => void navigate(paths.partner(partner.id))} />}
    </Page>
  );
}
