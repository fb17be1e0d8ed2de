import { Flex, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { PickedStaffDocument, PickStaffDocument, type StaffFilter } from '@/gql/graphql';
import { useDebounced } from './useDebounced';

/** Chooses a member of staff by name. `filter` narrows the choice, e.g. to cadres with room. */
export function StaffPicker(props: {
  id?: string;
  value?: string | null;
  onChange?: (id: string | undefined) => void;
  filter?: StaffFilter;
  /** Says beside each name how many households they answer for. */
  showLoad?: boolean;
  except?: string;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [opened, setOpened] = useState(false);
  const search = useDebounced(text.trim());
  const filter = { ...props.filter, ...(search ? { text: search } : {}) };
  const [found] = useQuery({ query: PickStaffDocument, variables: { filter }, pause: !opened });
  const [picked] = useQuery({ query: PickedStaffDocument, variables: { id: props.value ?? '' }, pause: !props.value });

  const options = (found.data?.staffMembers.nodes ?? [])
    .filter((one) => one.id !== props.except)
    .map((one) => ({
      value: one.id,
      label: one.name,
      detail: [one.union.shortName, one.title, props.showLoad ? t('picker.households', { count: one.activePairingCount }) : '']
        .filter(Boolean)
        .join(' · '),
    }));
  const chosen = props.value && picked.data?.staffMember?.id === props.value ? picked.data.staffMember : null;
  if (chosen && !options.some((one) => one.value === chosen.id)) {
    options.unshift({ value: chosen.id, label: chosen.name, detail: chosen.title });
  }
  return (
    <Select
      id={props.id}
      showSearch={{ filterOption: false, onSearch: setText }}
      allowClear
      // Not the bare id while the name is on its way.
      value={options.some((one) => one.value === props.value) ? props.value : undefined}
      onChange={(id: string | undefined) => props.onChange?.(id)}
      onOpenChange={(open) => open && setOpened(true)}
      placeholder={picked.fetching ? t('app.loading') : t('picker.staffSearch')}
      notFoundContent={found.fetching ? t('app.loading') : t('picker.none')}
      options={options}
      optionRender={(option) => (
        <Flex vertical>
          <span>{option.data.label}</span>
          <Typography.Text type="secondary">{option.data.detail}</Typography.Text>
        </Flex>
      )}
      style={{ width: '100%' }}
    />
  );
}
