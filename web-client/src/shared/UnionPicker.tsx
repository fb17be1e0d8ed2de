import { Flex, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { PickedUnionDocument, PickUnionsDocument } from '@/gql/graphql';
import { useDebounced } from './useDebounced';

/** Chooses a union of the viewer's subtree by characters, pinyin initials or code. Fits an antd Form.Item. */
export function UnionPicker(props: {
  id?: string;
  value?: string | null;
  onChange?: (id: string | undefined) => void;
  allowClear?: boolean;
  /** Not offered, e.g. the union that is to be moved. */
  except?: string;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const search = useDebounced(text.trim());
  const [found] = useQuery({ query: PickUnionsDocument, variables: { text: search }, pause: search === '' });
  const [picked] = useQuery({
    query: PickedUnionDocument,
    variables: { id: props.value ?? '' },
    pause: !props.value,
  });

  const rows = search === '' ? [] : (found.data?.searchUnions ?? []);
  const chosen = props.value && picked.data?.union?.id === props.value ? picked.data.union : null;
  const options = rows
    .filter((one) => one.id !== props.except)
    .map((one) => ({ value: one.id, label: one.name, path: one.ancestors.map((a) => a.shortName).join(' › ') }));
  if (chosen && !options.some((one) => one.value === chosen.id)) {
    options.unshift({ value: chosen.id, label: chosen.name, path: '' });
  }
  return (
    <Select
      id={props.id}
      showSearch={{ filterOption: false, onSearch: setText }}
      allowClear={props.allowClear ?? true}
      // Not the bare id while the name is on its way.
      value={options.some((one) => one.value === props.value) ? props.value : undefined}
      onChange={(id: string | undefined) => props.onChange?.(id)}
      placeholder={picked.fetching ? t('app.loading') : t('picker.unionSearch')}
      notFoundContent={search === '' ? t('picker.unionSearch') : found.fetching ? t('app.loading') : t('picker.none')}
      options={options}
      optionRender={(option) => (
        <Flex vertical>
          <span>{option.data.label}</span>
          {option.data.path && <Typography.Text type="secondary">{option.data.path}</Typography.Text>}
        </Flex>
      )}
      style={{ width: '100%' }}
    />
  );
}
