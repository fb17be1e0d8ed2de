import { Checkbox, Form, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import type { DelegationAuthority, DelegationPower } from '@/gql/graphql';
import { useRules } from '@/shared/useRules';

/** For what a partner is asked, and with what authority (一般授权、特别授权); special authority says what it holds. */
export function AuthorityFields() {
  const { t } = useTranslation('delegations');
  const { chosen } = useRules();
  const kinds = useEnumOptions('DelegationKind');
  const authorities = useEnumOptions('DelegationAuthority');
  const authority = Form.useWatch<DelegationAuthority | undefined>('authority') ?? 'GENERAL';
  return (
    <>
      <Form.Item name="kind" label={t('field.kind')} rules={chosen(t('field.kind'))} style={{ maxWidth: 420 }}>
        <Select options={kinds} />
      </Form.Item>
      <Form.Item name="authority" label={t('field.authority')} extra={t(`form.authorityHint.${authority}`)} style={authority === 'GENERAL' ? { marginBottom: 0 } : undefined}>
        <Radio.Group options={authorities} />
      </Form.Item>
      {authority === 'SPECIAL' && (
        <Form.Item name="powers" label={t('field.powers')} rules={[{ required: true, type: 'array', min: 1, message: t('form.powersNeeded') }]} style={{ marginBottom: 0 }}>
          <Powers />
        </Form.Item>
      )}
    </>
  );
}

/** All in sight: the workers sign for each of them. */
function Powers(props: { id?: string; value?: DelegationPower[]; onChange?: (powers: DelegationPower[]) => void }) {
  const { t } = useTranslation('delegations');
  const powers = useEnumOptions('DelegationPower');
  return (
    <fieldset id={props.id} aria-label={t('field.powers')} style={{ border: 0, margin: 0, padding: 0 }}>
      <Checkbox.Group
        options={powers.map((one) => ({ ...one, style: { minHeight: 32, alignItems: 'center' } }))}
        value={props.value ?? []}
        onChange={(chosen) => props.onChange?.(chosen)}
        style={{ display: 'flex', flexDirection: 'column' }}
      />
    </fieldset>
  );
}
