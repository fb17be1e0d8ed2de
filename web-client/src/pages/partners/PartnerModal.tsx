import { Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { DistrictsDocument, SavePartnerDocument, type PartnerFactsFragment, type PartnerKind, type RightsCaseKind } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';

interface Values {
  name: string;
  kind: PartnerKind;
  licenceNumber?: string | null;
  phone?: string | null;
  address?: string | null;
  specialities: RightsCaseKind[];
  districts: string[];
}

/** Registers a partner, or changes what is known of one. */
export function PartnerModal(props: { of?: PartnerFactsFragment; onClose: () => void; onSaved?: (partner: PartnerFactsFragment) => void }) {
  const { t } = useTranslation('partners');
  const { t: common } = useTranslation();
  const { written, chosen } = useRules();
  const kinds = useEnumOptions('PartnerKind');
  const cases = useEnumOptions('RightsCaseKind');
  const [districts] = useQuery({ query: DistrictsDocument });
  const { of } = props;
  const [form] = Form.useForm<Values>();
  const state = useSubmit(SavePartnerDocument, {
    payload: (data) => data.savePartner,
    form,
    row: (payload) => payload.partner,
    onDone: ({ partner }) => {
      if (partner && props.onSaved) props.onSaved(partner);
      else props.onClose();
    },
    success: t(of ? 'edit.done' : 'new.done'),
  });
  return (
    <FormModal<Values>
      open
      onClose={props.onClose}
      title={t(of ? 'edit.title' : 'new.title')}
      lead={of ? undefined : t('new.what')}
      okText={of ? common('actions.save') : t('new.ok')}
      form={form}
      state={state}
      initialValues={
        of
          ? { name: of.name, kind: of.kind, licenceNumber: of.licenceNumber, phone: of.phone, address: of.address, specialities: [...of.specialities], districts: of.districts.map((one) => one.code) }
          : { specialities: [], districts: [] }
      }
      onFinish={({ name, kind, licenceNumber, phone, address, specialities, districts: places }) =>
        void state.submit({ ...(of ? { id: of.id, version: of.version } : {}), name: name.trim(), kind, ...blanksToNull({ licenceNumber, phone, address }), specialities, districts: places })
      }
    >
      <Form.Item name="name" label={t('field.name')} rules={written(t('field.name'))} extra={t('form.nameHint')}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="kind" label={t('field.kind')} rules={chosen(t('field.kind'))}>
        <Radio.Group options={kinds} style={{ display: 'flex', flexWrap: 'wrap', rowGap: 8 }} />
      </Form.Item>
      <Form.Item name="licenceNumber" label={t('field.licenceNumber')}>
        <Input maxLength={30} autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item name="phone" label={t('field.phone')}>
        <Input type="tel" maxLength={20} />
      </Form.Item>
      <Form.Item name="address" label={t('field.address')}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="specialities" label={t('field.specialities')} extra={t('form.specialitiesHint')}>
        <Select mode="multiple" options={cases} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item name="districts" label={t('field.districts')} extra={t('form.districtsHint')}>
        <Select
          mode="multiple"
          loading={districts.fetching}
          // A county that is chosen is named before the others are there.
          options={(districts.data?.districts ?? of?.districts ?? []).map(({ code, name }) => ({ value: code, label: name }))}
          showSearch={{ optionFilterProp: 'label' }}
        />
      </Form.Item>
    </FormModal>
  );
}
