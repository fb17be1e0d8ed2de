import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/session/SessionContext';
import { DecideFundBudgetDocument, SubmitFundBudgetDocument, type BudgetFactsFragment } from '@/gql/graphql';
import { formatMoney } from '@/shared/format';
import { FormModal } from '@/shared/FormModal';
import { sumOf } from '@/shared/money';
import { useSubmit } from '@/shared/useSubmit';
import { ReasonField } from './fields';

type Act = 'submit' | 'approve' | 'return';

/** What may be done with a year's budget as it stands. */
export function BudgetActs(props: { force: BudgetFactsFragment | null; work: BudgetFactsFragment | null; writable: boolean; write: () => void }) {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const { can } = useSession();
  const [act, setAct] = useState<Act | null>(null);
  const { force, work, writable } = props;
  const close = () => setAct(null);
  return (
    <>
      {work?.decidable && (
        <>
          <Button type="primary" onClick={() => setAct('approve')}>
            {t('budget.approve')}
          </Button>
          <Button onClick={() => setAct('return')}>{t('budget.return')}</Button>
        </>
      )}
      {writable && work?.state === 'DRAFT' && can('FUND_MANAGE') && (
        <Button type="primary" onClick={() => setAct('submit')}>
          {t('budget.submit')}
        </Button>
      )}
      {writable && work?.state !== 'SUBMITTED' && (
        <Button type={work?.state === 'DRAFT' ? 'default' : 'primary'} onClick={props.write}>
          {work ? common('actions.edit') : t(force ? 'budget.adjust' : 'budget.begin')}
        </Button>
      )}
      {work && act === 'submit' && <SubmitModal budget={work} onClose={close} />}
      {work && (act === 'approve' || act === 'return') && <DecideModal budget={work} approve={act === 'approve'} onClose={close} />}
    </>
  );
}

interface Dialogue {
  budget: BudgetFactsFragment;
  onClose: () => void;
}

function useTitle(budget: BudgetFactsFragment): (act: string) => string {
  const { t } = useTranslation('funds');
  return (act) => `${act}：${t('voucher.budget', budget)} ${formatMoney(sumOf(budget.lines.map((one) => one.amount)))}`;
}

function SubmitModal({ budget, onClose }: Dialogue) {
  const { t } = useTranslation('funds');
  const [form] = Form.useForm();
  const state = useSubmit(SubmitFundBudgetDocument, { payload: (data) => data.submitFundBudget, row: (payload) => payload.budget, onDone: onClose, success: t('budget.submitted') });
  return (
    <FormModal
      open
      onClose={onClose}
      title={useTitle(budget)(t('budget.submit'))}
      lead={t('budget.submitWhat')}
      okText={t('budget.submit')}
      form={form}
      state={state}
      onFinish={() => void state.submit({ id: budget.id, version: budget.version })}
    />
  );
}

function DecideModal({ budget, approve, onClose }: Dialogue & { approve: boolean }) {
  const { t } = useTranslation('funds');
  const [form] = Form.useForm<{ reason?: string }>();
  const state = useSubmit(DecideFundBudgetDocument, {
    payload: (data) => data.decideFundBudget,
    form,
    row: (payload) => payload.budget,
    rowToForm: () => ({}),
    onDone: onClose,
    success: t(approve ? 'budget.approved' : 'budget.returned'),
  });
  const act = t(approve ? 'budget.approve' : 'budget.return');
  return (
    <FormModal<{ reason?: string }>
      open
      onClose={onClose}
      danger={!approve}
      title={useTitle(budget)(act)}
      lead={t(approve ? 'budget.approveWhat' : 'budget.returnWhat')}
      okText={act}
      form={form}
      state={state}
      onFinish={({ reason }) => void state.submit({ id: budget.id, version: budget.version, approve, reason: reason?.trim() || null })}
    >
      {!approve && <ReasonField />}
    </FormModal>
  );
}
