import { Select } from 'antd';
import { useTranslation } from 'react-i18next';

/** Yes, no or not known. */
export function YesNoSelect(props: { id?: string; value?: boolean | null; onChange?: (value: boolean | null) => void }) {
  const { t } = useTranslation();
  const shown = props.value === true ? 'yes' : props.value === false ? 'no' : undefined;
  return (
    <Select
      id={props.id}
      allowClear
      placeholder={t('unknown')}
      value={shown}
      options={[
        { value: 'yes', label: t('yes') },
        { value: 'no', label: t('no') },
      ]}
      onChange={(value: string | undefined) => props.onChange?.(value === undefined ? null : value === 'yes')}
    />
  );
}
