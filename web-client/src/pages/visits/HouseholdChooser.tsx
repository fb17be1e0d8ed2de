import { Flex, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useSession } from '@/app/session/SessionContext';
import { VisitHouseholdDocument, VisitHouseholdsDocument, type VisitHouseholdQuery } from '@/gql/graphql';
import { useDebounced } from '@/shared/useDebounced';
import { useOutbox } from './outbox/OutboxContext';

type Choosable = NonNullable<VisitHouseholdQuery['household']>;

/** Chooses the household that was visited: the own ones first, also offline; others by search. */
export function HouseholdChooser(props: {
  id?: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
  /** Tells the name of the chosen one, which the outbox shows. */
  onNamed: (name: string) => void;
}) {
  const { t } = useTranslation('visits');
  const { viewer } = useSession();
  const { own } = useOutbox();
  const mine: readonly Choosable[] = own.households;
  const [text, setText] = useState('');
  const search = useDebounced(text.trim());
  const [found] = useQuery({
    query: VisitHouseholdsDocument,
    variables: { filter: { unionId: viewer.union.id, subtree: true, status: 'ACTIVE', text: search } },
    pause: search === '',
  });
  const [named] = useQuery({
    query: VisitHouseholdDocument,
    variables: { id: props.value ?? '' },
    pause: !props.value || mine.some((one) => one.id === props.value),
  });
  const chosen = named.data?.household?.id === props.value ? named.data?.household : null;
  const matching = mine.filter((one) => search === '' || one.headName.includes(search));
  const others = search === '' ? [] : (found.data?.households.nodes ?? []);
  const all = new Map<string, Choosable>(
    [...matching, ...(chosen ? [chosen] : []), ...others].map((one) => [one.id, one]),
  );
  return (
    <Select
      id={props.id}
      size="large"
      showSearch={{ filterOption: false, onSearch: setText }}
      value={props.value}
      placeholder={t('record.householdHint')}
      notFoundContent={found.fetching ? undefined : t('record.noHouseholds')}
      options={[...all.values()].map((one) => ({ value: one.id, label: one.headName, address: one.address }))}
      optionRender={(option) => (
        <Flex vertical>
          <span>{option.data.label}</span>
          <Typography.Text type="secondary">{option.data.address}</Typography.Text>
        </Flex>
      )}
      onChange={(id: string | undefined) => {
        props.onNamed((id && all.get(id)?.headName) || '');
        props.onChange?.(id);
      }}
    />
  );
}
