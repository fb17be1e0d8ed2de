import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { OwnLawyersDocument } from '@/gql/graphql';
import { FilterField } from '@/shared/FilterBar';

/** Narrows a partner's delegations to those in one person's hands; only administrators see those of others. */
export function LawyerFilter(props: { value: string | undefined; onChange: (id: string | undefined) => void }) {
  const { t } = useTranslation('delegations');
  const { t: common } = useTranslation();
  const [{ data }] = useQuery({ query: OwnLawyersDocument });
  const viewer = data?.partnerViewer;
  if (!viewer?.lawyer.admin) return null;
  const options = viewer.partner.lawyers.map((one) => ({ value: one.id, label: one.name }));
  return (
    <FilterField label={t('field.lawyer')} width={200}>
      {(id) => <Select id={id} allowClear placeholder={common('list.all')} value={props.value} onChange={props.onChange} options={options} showSearch={{ optionFilterProp: 'label' }} style={{ width: '100%' }} />}
    </FilterField>
  );
}
