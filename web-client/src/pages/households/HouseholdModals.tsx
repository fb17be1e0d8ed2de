import { Alert, Divider, Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import {
  OpenHouseholdDocument,
  SetHouseholdStatusDocument,
  UpdateHouseholdDocument,
  type CloseReason,
  type HouseholdFactsFragment,
  type HouseholdStatus,
  type OpenHouseholdMutation,
} from '@/gql/graphql';
import { enumValues } from '@/app/i18n/enums';
import { blanksToNull } from '@/shared/blanks';
import { FormModal } from '@/shared/FormModal';
import { OpenMaskedModal } from '@/shared/OpenMasked';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { ConsentFields, HardshipFields, HomeFields } from './HouseholdFields';
import { fromHousehold } from './householdForm';

interface Dialogue {
  household: HouseholdFactsFragment;
  open: boolean;
  onClose: () => void;
}

/** Changes the facts; 困难职工档案 only while it follows no application. */
export function EditHouseholdModal({ household, followsApplication, open, onClose }: Dialogue & { followsApplication: boolean }) {
  const { t } = useTranslation('households');
  const { t: common } = useTranslation();
  const [form] = Form.useForm<ReturnType<typeof fromHousehold>>();
  const state = useSubmit(UpdateHouseholdDocument, {
    payload: (data) => data.updateHousehold,
    form,
    row: (payload) => payload.household,
    rowToForm: (row: HouseholdFactsFragment) => fromHousehold(row),
    onDone: onClose,
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('edit.title')}
      okText={common('actions.save')}
      width={900}
      form={form}
      state={state}
      initialValues={fromHousehold(household)}
      onFinish={(values) => void state.submit({ ...blanksToNull(values), ...(followsApplication ? { needyFile: null } : {}), id: household.id, version: household.version })}
    >
      <Divider titlePlacement="start">{t('register.sections.home')}</Divider>
      <HomeFields />
      <Divider titlePlacement="start">{t('register.sections.hardship')}</Divider>
      <HardshipFields fileFollows={followsApplication} />
      <Divider titlePlacement="start">{t('register.sections.consent')}</Divider>
      <ConsentFields />
    </FormModal>
  );
}

interface StatusValues {
  status: HouseholdStatus;
  closeReason?: CloseReason;
  note?: string;
}

const closing = enumValues('CloseReason').filter((one) => one !== 'RELIEVED');

export function StatusModal({ household, open, onClose }: Dialogue) {
  const { t } = useTranslation('households');
  const { chosen } = useRules();
  const statuses = useEnumOptions('HouseholdStatus').filter((one) => one.value !== household.status);
  const reasons = useEnumOptions('CloseReason', closing);
  const [form] = Form.useForm<StatusValues>();
  const status = Form.useWatch('status', form);
  const state = useSubmit(SetHouseholdStatusDocument, {
    payload: (data) => data.setHouseholdStatus,
    form,
    row: (payload) => payload.household,
    rowToForm: () => ({}),
    onDone: onClose,
  });
  const what = { ACTIVE: t('status.whatActive'), RELIEVED: t('status.whatRelieved'), CLOSED: t('status.whatClosed') };
  return (
    <FormModal<StatusValues>
      open={open}
      onClose={onClose}
      title={t('status.title')}
      okText={t('status.ok')}
      form={form}
      state={state}
      onFinish={(values) =>
        void state.submit({
          ...blanksToNull(values),
          closeReason: values.status === 'RELIEVED' ? 'RELIEVED' : (values.closeReason ?? null),
          id: household.id,
          version: household.version,
        })
      }
    >
      <Form.Item name="status" label={t('status.status')} rules={chosen(t('status.status'))}>
        <Radio.Group options={statuses} />
      </Form.Item>
      {status && (
        <Form.Item>
          <Alert type={status === 'ACTIVE' ? 'info' : 'warning'} showIcon title={what[status]} />
        </Form.Item>
      )}
      {status === 'CLOSED' && (
        <Form.Item name="closeReason" label={t('status.reason')} rules={chosen(t('status.reason'))}>
          <Select options={reasons} />
        </Form.Item>
      )}
      <Form.Item name="note" label={t('status.note')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}

/** What one look at a household of a union below shows. */
export type OpenedHousehold = NonNullable<OpenHouseholdMutation['openHousehold']['household']>;

/** Asks a superior for the reason before the full facts are fetched. */
export function OpenHouseholdModal(props: Dialogue & { onOpened: (household: OpenedHousehold) => void }) {
  const { t } = useTranslation('households');
  const { household, onOpened, ...dialogue } = props;
  return (
    <OpenMaskedModal
      {...dialogue}
      id={household.id}
      document={OpenHouseholdDocument}
      payload={(data) => data.openHousehold}
      what={t('open.what')}
      hint={t('open.reasonHint')}
      onOpened={(payload) => payload.household && onOpened(payload.household)}
    />
  );
}
