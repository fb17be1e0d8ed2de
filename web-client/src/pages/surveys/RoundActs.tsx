import { PrinterOutlined } from '@ant-design/icons';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '@/app/paths';
import { CloseSurveyRoundDocument, DeleteSurveyRoundDocument, OpenSurveyRoundDocument, type RoundFactsFragment } from '@/gql/graphql';
import { formatDate } from '@/shared/format';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';

interface Dialogue {
  round: RoundFactsFragment;
  open: boolean;
  onClose: () => void;
}

/** What may be done with a round as it stands; each act says first what will happen. */
export function RoundActs({ round }: { round: RoundFactsFragment }) {
  const { t } = useTranslation('surveys');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const [act, setAct] = useState<'open' | 'close' | 'delete' | null>(null);
  const close = () => setAct(null);
  return (
    <>
      {round.manageable && round.state === 'DRAFT' && (
        <>
          <Button type="primary" onClick={() => setAct('open')}>
            {t('open.button')}
          </Button>
          <Button onClick={() => void navigate(paths.editSurvey(round.id))}>{common('actions.edit')}</Button>
          <Button danger onClick={() => setAct('delete')}>
            {t('delete.button')}
          </Button>
        </>
      )}
      {round.manageable && round.state === 'OPEN' && <Button onClick={() => setAct('close')}>{t('close.button')}</Button>}
      {round.state === 'CLOSED' && (
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('report.print')}
        </Button>
      )}
      <OpenModal round={round} open={act === 'open'} onClose={close} />
      <CloseModal round={round} open={act === 'close'} onClose={close} />
      <DeleteModal round={round} open={act === 'delete'} onClose={close} />
    </>
  );
}

function OpenModal({ round, open, onClose }: Dialogue) {
  const { t } = useTranslation('surveys');
  const [form] = Form.useForm();
  const state = useSubmit(OpenSurveyRoundDocument, {
    payload: (data) => data.openSurveyRound,
    row: (payload) => payload.round,
    onDone: onClose,
    success: t('open.done'),
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      title={t('open.title', { name: round.name })}
      lead={t('open.what', { scope: round.scope?.name ?? round.union?.name, until: formatDate(round.closesOn) })}
      okText={t('open.ok')}
      form={form}
      state={state}
      onFinish={() => void state.submit({ id: round.id, version: round.version })}
    />
  );
}

function CloseModal({ round, open, onClose }: Dialogue) {
  const { t } = useTranslation('surveys');
  const [form] = Form.useForm();
  const state = useSubmit(CloseSurveyRoundDocument, {
    payload: (data) => data.closeSurveyRound,
    row: (payload) => payload.round,
    onDone: onClose,
    success: t('close.done'),
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      danger
      title={t('close.title', { name: round.name })}
      lead={t('close.what')}
      okText={t('close.ok')}
      form={form}
      state={state}
      onFinish={() => void state.submit({ id: round.id, version: round.version })}
    />
  );
}

function DeleteModal({ round, open, onClose }: Dialogue) {
  const { t } = useTranslation('surveys');
  const navigate = useNavigate();
  const [form] = Form.useForm();
  const state = useSubmit(DeleteSurveyRoundDocument, {
    payload: (data) => data.deleteSurveyRound,
    row: (payload) => payload.round,
    onDone: () => void navigate(paths.surveys, { replace: true }),
    success: t('delete.done'),
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      danger
      title={t('delete.title', { name: round.name })}
      lead={t('delete.what')}
      okText={t('delete.button')}
      form={form}
      state={state}
      onFinish={() => void state.submit({ id: round.id, version: round.version })}
    />
  );
}
