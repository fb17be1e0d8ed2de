import { Flex, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { PickedPartnerDocument, PickPartnersDocument, type PartnerRowFragment } from '@/gql/graphql';
import { useDistrictsText, useSpecialitiesText } from '@/pages/partners/PartnerParts';
import { useDebounced } from '@/shared/useDebounced';

/** Chooses whom a case is delegated to: those who take such cases there come first, with what they have in hand. */
export function PartnerPicker(props: { id?: string; value?: string; onChange?: (id: string | undefined) => void; caseId: string }) {
  const { t } = useTranslation('delegations');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  const districts = useDistrictsText();
  const specialities = useSpecialitiesText();
  const [text, setText] = useState('');
  const search = useDebounced(text.trim());
  const [found] = useQuery({ query: PickPartnersDocument, variables: { filter: { caseId: props.caseId, query: search || null, states: ['ACTIVE'] } } });
  const [picked] = useQuery({ query: PickedPartnerDocument, variables: { id: props.value ?? '' }, pause: !props.value });
  const rows = found.data?.partners.nodes ?? [];
  const chosen = props.value && picked.data?.partner?.id === props.value ? picked.data.partner : null;
  const all = chosen && !rows.some((one) => one.id === chosen.id) ? [chosen, ...rows] : rows;
  const detail = (of: PartnerRowFragment) => [
    [label('PartnerKind', of.kind), t('picker.load', { count: of.load }), districts(of.districts)].join(' · '),
    specialities(of.specialities),
  ];
  const shown = all.find((one) => one.id === props.value);
  return (
    <Flex vertical gap={4}>
      <Select
        id={props.id}
        showSearch={{ filterOption: false, onSearch: setText }}
        allowClear
        // Not the bare id while the name is on its way.
        value={shown ? props.value : undefined}
        onChange={(id: string | undefined) => props.onChange?.(id)}
        placeholder={t('picker.search')}
        notFoundContent={found.fetching ? common('app.loading') : common('picker.none')}
        options={all.map((one) => ({ value: one.id, label: one.name, lines: detail(one) }))}
        optionRender={(option) => (
          <Flex vertical>
            <span style={{ whiteSpace: 'normal' }}>{option.data.label}</span>
            {option.data.lines.map((line) => (
              <Typography.Text key={line} type="secondary" style={{ whiteSpace: 'normal' }}>
                {line}
              </Typography.Text>
            ))}
          </Flex>
        )}
        style={{ width: '100%' }}
      />
      {shown && <Typography.Text type="secondary">{detail(shown).join(' · ')}</Typography.Text>}
    </Flex>
  );
}
