import { AutoComplete, Flex, Input, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { FindUnionsDocument } from '@/gql/graphql';
import { useDebounced } from '@/shared/useDebounced';

/** Finds a union by characters, pinyin initials or division code and gives the way to it from the city. */
export function UnionSearch(props: { onFound: (id: string, ancestors: string[]) => void }) {
  const { t } = useTranslation('unions');
  const { t: common } = useTranslation();
  const [text, setText] = useState('');
  const search = useDebounced(text.trim());
  const [{ data, fetching }] = useQuery({
    query: FindUnionsDocument,
    variables: { text: search },
    pause: search === '',
  });
  const found = search === '' ? [] : (data?.searchUnions ?? []);
  return (
    <AutoComplete
      value={text}
      style={{ width: '100%' }}
      showSearch={{ onSearch: setText }}
      options={found.map((one) => ({ value: one.id, union: one }))}
      optionRender={(option) => (
        <Flex vertical>
          <span>{option.data.union.name}</span>
          <Typography.Text type="secondary">
            {option.data.union.ancestors.map((a: { shortName: string }) => a.shortName).join(' › ')}
          </Typography.Text>
        </Flex>
      )}
      notFoundContent={search === '' ? null : fetching ? common('app.loading') : common('picker.none')}
      onSelect={(id: string) => {
        const union = found.find((one) => one.id === id);
        if (!union) return;
        setText(union.name);
        props.onFound(id, union.ancestors.map((one) => one.id));
      }}
    >
      <Input.Search allowClear aria-label={t('search')} placeholder={t('search')} />
    </AutoComplete>
  );
}
