import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { SetPartnerStateDocument, type PartnerFactsFragment, type PartnerState } from '@/gql/graphql';
import { ReasonField } from '@/pages/rights/fields';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';

/** What can be made of a partner in each state. */
export const nextStates: Record<PartnerState, readonly PartnerState[]> = { ACTIVE: ['SUSPENDED', 'ENDED'], SUSPENDED: ['ACTIVE', 'ENDED'], ENDED: [] };

/** Suspends the work with a partner, ends it, or takes it up again, with the reason. */
export function PartnerStateModal({ of, to, onClose }: { of: PartnerFactsFragment; to: PartnerState; onClose: () => void }) {
  const { t } = useTranslation('partners');
  const [form] = Form.useForm<{ reason: string }>();
  const state = useSubmit(SetPartnerStateDocument, {
    payload: (data) => data.setPartnerState,
    form,
    row: (payload) => payload.partner,
    rowToForm: () => ({}),
    onDone: onClose,
    success: t(`state.${to}.done`),
  });
  return (
    <FormModal<{ reason: string }>
      open
      onClose={onClose}
      danger={to !== 'ACTIVE'}
      title={t(`state.${to}.title`, { name: of.name })}
      lead={t(`state.${to}.what`)}
      okText={t(`state.${to}.button`)}
      form={form}
      state={state}
      onFinish={({ reason }) => void state.submit({ id: of.id, version: of.version, state: to, reason: reason.trim() })}
    >
      <ReasonField />
    </FormModal>
  );
}
