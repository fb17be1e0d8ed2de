import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import {
  AddHelperDocument,
  EndPairingDocument,
  PairHouseholdDocument,
  ProposeHandOverDocument,
  TransferPairingDocument,
  type PairingEndReason,
} from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { StaffPicker } from '@/shared/StaffPicker';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';

export interface PairedHousehold {
  id: string;
  headName: string;
  union: { id: string };
}

export interface ActivePairing {
  id: string;
  version: number;
  cadre: null | { id: string; name: string };
}

interface Dialogue {
  household: PairedHousehold;
  open: boolean;
  onClose: () => void;
}

/** Cadres of the household's union who can take another one. */
const withRoom = (household: PairedHousehold) =>
  ({ unionId: household.union.id, role: 'CADRE', state: 'ACTIVE', hasRoom: true }) as const;

export function PairModal({ household, open, onClose }: Dialogue) {
  const { t } = useTranslation('pairing');
  const { chosen } = useRules();
  const [form] = Form.useForm<{ cadreId: string }>();
  const state = useSubmit(PairHouseholdDocument, {
    payload: (data) => data.pairHousehold,
    form,
    success: t('pair.done'),
    onDone: onClose,
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('pair.title', { household: household.headName })}
      lead={t('pair.hint')}
      okText={t('act.pair')}
      form={form}
      state={state}
      onFinish={(values) => void state.submit({ ...values, householdId: household.id })}
    >
      <Form.Item name="cadreId" label={t('pair.cadre')} rules={chosen(t('pair.cadre'))}>
        <StaffPicker showLoad filter={withRoom(household)} />
      </Form.Item>
    </FormModal>
  );
}

export function TransferModal({ household, pairing, open, onClose }: Dialogue & { pairing: ActivePairing }) {
  const { t } = useTranslation('pairing');
  const { chosen } = useRules();
  const [form] = Form.useForm<{ toCadreId: string }>();
  const state = useSubmit(TransferPairingDocument, {
    payload: (data) => data.transferPairing,
    form,
    row: (payload) => payload.pairing,
    success: t('transfer.done'),
    onDone: onClose,
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('transfer.title', { household: household.headName })}
      lead={t('transfer.what', { cadre: pairing.cadre?.name ?? t('box.unseen') })}
      okText={t('act.transfer')}
      form={form}
      state={state}
      onFinish={(values) => void state.submit({ ...values, id: pairing.id, version: pairing.version })}
    >
      <Form.Item name="toCadreId" label={t('transfer.to')} rules={chosen(t('transfer.to'))}>
        <StaffPicker showLoad filter={withRoom(household)} except={pairing.cadre?.id} />
      </Form.Item>
    </FormModal>
  );
}

export function EndPairingModal({ household, pairing, open, onClose }: Dialogue & { pairing: ActivePairing }) {
  const { t } = useTranslation('pairing');
  const { chosen } = useRules();
  const reasons = useEnumOptions('PairingEndReason');
  const [form] = Form.useForm<{ reason: PairingEndReason }>();
  const state = useSubmit(EndPairingDocument, {
    payload: (data) => data.endPairing,
    form,
    row: (payload) => payload.pairing,
    success: t('end.done'),
    onDone: onClose,
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('end.title', { household: household.headName })}
      lead={t('end.what')}
      danger
      okText={t('act.end')}
      form={form}
      state={state}
      onFinish={(values) => void state.submit({ ...values, id: pairing.id, version: pairing.version })}
    >
      <Form.Item name="reason" label={t('end.reason')} rules={chosen(t('end.reason'))}>
        <Select options={reasons} />
      </Form.Item>
    </FormModal>
  );
}

export function HelperModal({ household, open, onClose, except }: Dialogue & { except?: string }) {
  const { t } = useTranslation('pairing');
  const { chosen } = useRules();
  const [form] = Form.useForm<{ staffId: string }>();
  const state = useSubmit(AddHelperDocument, {
    payload: (data) => data.addHelper,
    form,
    success: t('helper.done'),
    onDone: onClose,
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('helper.title', { household: household.headName })}
      lead={t('helper.what')}
      okText={t('act.helper')}
      form={form}
      state={state}
      onFinish={(values) => void state.submit({ ...values, householdId: household.id })}
    >
      <Form.Item name="staffId" label={t('helper.staff')} rules={chosen(t('helper.staff'))}>
        <StaffPicker filter={{ unionId: household.union.id, role: 'CADRE', state: 'ACTIVE' }} except={except} />
      </Form.Item>
    </FormModal>
  );
}

export function HandOverModal({ household, pairing, open, onClose }: Dialogue & { pairing: ActivePairing }) {
  const { t } = useTranslation('pairing');
  const { chosen, written } = useRules();
  const [form] = Form.useForm<{ toCadreId: string; note: string }>();
  const state = useSubmit(ProposeHandOverDocument, {
    payload: (data) => data.proposeHandOver,
    form,
    success: t('handOver.done'),
    onDone: onClose,
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('handOver.title', { household: household.headName })}
      lead={t('handOver.what')}
      okText={t('act.handOver')}
      form={form}
      state={state}
      onFinish={(values) => void state.submit({ ...values, pairingId: pairing.id })}
    >
      <Form.Item name="toCadreId" label={t('handOver.to')} rules={chosen(t('handOver.to'))}>
        <StaffPicker showLoad filter={withRoom(household)} except={pairing.cadre?.id} />
      </Form.Item>
      <Form.Item name="note" label={t('handOver.note')} rules={written(t('handOver.note'))}>
        <Input.TextArea rows={3} maxLength={1000} placeholder={t('handOver.noteHint')} />
      </Form.Item>
    </FormModal>
  );
}
