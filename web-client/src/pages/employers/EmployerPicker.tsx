import { Flex, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { PickedEmployerDocument, PickEmployersDocument, type EmployerNameFragment } from '@/gql/graphql';
import { useDebounced } from '@/shared/useDebounced';
import { EmployerModal } from './EmployerModal';

/** The choice that is none of those found. */
const another = 'new';

/** Chooses an employer by name or credit code while one types; one that is not there is registered without leaving. */
export function EmployerPicker(props: {
  id?: string;
  value?: string | null;
  onChange?: (id: string | undefined) => void;
  onPicked?: (employer: EmployerNameFragment) => void;
  /** Whether one that is not found may be registered. */
  addable?: boolean;
  /** Not offered. */
  except?: string;
}) {
  const { t } = useTranslation('employers');
  const { t: common } = useTranslation();
  const { value, addable } = props;
  const [text, setText] = useState('');
  const [adding, setAdding] = useState<string | null>(null);
  const search = useDebounced(text.trim());
  const [found] = useQuery({ query: PickEmployersDocument, variables: { query: search }, pause: search === '', context });
  const [picked] = useQuery({ query: PickedEmployerDocument, variables: { id: value ?? '' }, pause: !value, context });
  const rows = search === '' ? [] : (found.data?.employers.nodes.filter((one) => one.id !== props.except) ?? []);
  const chosen = value && picked.data?.employer?.id === value ? picked.data.employer : null;
  const all = chosen && !rows.some((one) => one.id === chosen.id) ? [chosen, ...rows] : rows;
  const asked = search !== '' && !found.fetching;
  const pick = (employer: EmployerNameFragment) => {
    props.onChange?.(employer.id);
    props.onPicked?.(employer);
  };
  return (
    <>
      <Select
        id={props.id}
        showSearch={{ filterOption: false, onSearch: setText }}
        allowClear
        // With no value at all the list would keep what was clicked, also the offer to register another.
        value={all.find((one) => one.id === value)?.id ?? null}
        onChange={(id: string | null | undefined) => {
          if (id === another) return setAdding(search);
          const employer = all.find((one) => one.id === id);
          if (employer) pick(employer);
          else props.onChange?.(undefined);
        }}
        placeholder={picked.fetching ? common('app.loading') : t('picker.search')}
        notFoundContent={search === '' ? t('picker.search') : found.fetching ? common('app.loading') : common('picker.none')}
        options={[
          ...all.map((one) => ({ value: one.id, label: one.name, code: one.creditCode })),
          ...(addable && asked ? [{ value: another, label: t('picker.add', { name: search }), code: null }] : []),
        ]}
        optionRender={(option) => (
          <Flex vertical>
            <span style={{ whiteSpace: 'normal' }}>{option.data.label}</span>
            {option.data.code && <Typography.Text type="secondary">{option.data.code}</Typography.Text>}
          </Flex>
        )}
        style={{ width: '100%' }}
      />
      {adding !== null && (
        <EmployerModal
          name={adding}
          onClose={() => setAdding(null)}
          onSaved={(employer) => {
            setAdding(null);
            pick(employer);
          }}
        />
      )}
    </>
  );
}

const context = { additionalTypenames: ['Employer', 'EmployerPayload'] };
