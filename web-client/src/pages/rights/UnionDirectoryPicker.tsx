import { Flex, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { UnionDirectoryDocument, type UnionDirectoryQuery } from '@/gql/graphql';
import { useDebounced } from '@/shared/useDebounced';

type Entry = UnionDirectoryQuery['unionDirectory'][number];

/** Chooses a union of the whole city, also outside of the viewer's subtree: those of a place first. */
export function UnionDirectoryPicker(props: { id?: string; value?: string; onChange?: (id: string | undefined) => void; placeCode: string }) {
  const { t } = useTranslation('rights');
  const { t: common } = useTranslation();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Entry | null>(null);
  const search = useDebounced(text.trim());
  const [found] = useQuery({ query: UnionDirectoryDocument, variables: { query: search || null, placeCode: props.placeCode } });
  const rows = found.data?.unionDirectory ?? [];
  // Who was chosen stays named while one searches on.
  const all = chosen && chosen.id === props.value && !rows.some((one) => one.id === chosen.id) ? [chosen, ...rows] : rows;
  return (
    <Select
      id={props.id}
      showSearch={{ filterOption: false, onSearch: setText }}
      allowClear
      value={props.value}
      onChange={(id: string | undefined) => {
        setChosen(all.find((one) => one.id === id) ?? null);
        props.onChange?.(id);
      }}
      placeholder={t('refer.search')}
      notFoundContent={found.fetching ? common('app.loading') : common('picker.none')}
      options={all.map((one) => ({ value: one.id, label: one.name, place: one.place }))}
      optionRender={(option) => (
        <Flex vertical>
          <span>{option.data.label}</span>
          <Typography.Text type="secondary">{option.data.place}</Typography.Text>
        </Flex>
      )}
      style={{ width: '100%' }}
    />
  );
}
