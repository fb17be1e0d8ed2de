import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '@/app/paths';
import { CloseProgrammeDocument, DeleteProgrammeDocument, OpenProgrammeDocument, type ProgrammeFactsFragment } from '@/gql/graphql';
import { FormModal } from '@/shared/FormModal';
import { useSubmit } from '@/shared/useSubmit';
import { useDaysText } from './AidParts';
import { ProgrammePreview } from './Preview';
import { ownTerms } from './programmeForm';

interface Dialogue {
  programme: ProgrammeFactsFragment;
  open: boolean;
  onClose: () => void;
}

/** What may be done with a programme as it stands; each act says first what will happen. */
export function ProgrammeActs({ programme }: { programme: ProgrammeFactsFragment }) {
  const { t } = useTranslation('aid');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const [act, setAct] = useState<'open' | 'close' | 'delete' | null>(null);
  if (!programme.manageable || programme.state === 'CLOSED') return null;
  const close = () => setAct(null);
  const draft = programme.state === 'DRAFT';
  return (
    <>
      {draft && (
        <Button type="primary" onClick={() => setAct('open')}>
          {t('open.button')}
        </Button>
      )}
      <Button onClick={() => void navigate(paths.editProgramme(programme.id))}>{common('actions.edit')}</Button>
      {draft ? (
        <Button danger onClick={() => setAct('delete')}>
          {t('delete.button')}
        </Button>
      ) : (
        <Button onClick={() => setAct('close')}>{t('close.button')}</Button>
      )}
      <OpenModal programme={programme} open={act === 'open'} onClose={close} />
      <CloseModal programme={programme} open={act === 'close'} onClose={close} />
      <DeleteModal programme={programme} open={act === 'delete'} onClose={close} />
    </>
  );
}

function OpenModal({ programme, open, onClose }: Dialogue) {
  const { t } = useTranslation('aid');
  const daysText = useDaysText();
  const [form] = Form.useForm();
  const state = useSubmit(OpenProgrammeDocument, {
    payload: (data) => data.openProgramme,
    row: (payload) => payload.programme,
    onDone: onClose,
    success: t('open.done'),
  });
  const { id, version, year, kind } = programme;
  return (
    <FormModal
      open={open}
      onClose={onClose}
      width={640}
      title={t('open.title', { name: programme.name })}
      lead={t('open.what', { union: programme.union?.name, days: daysText(programme) })}
      okText={t('open.ok')}
      form={form}
      state={state}
      onFinish={() => void state.submit({ id, version })}
    >
      <ProgrammePreview input={() => ({ id, year, kind, terms: ownTerms(programme) })} compares={false} />
    </FormModal>
  );
}

function CloseModal({ programme, open, onClose }: Dialogue) {
  const { t } = useTranslation('aid');
  const [form] = Form.useForm();
  const state = useSubmit(CloseProgrammeDocument, {
    payload: (data) => data.closeProgramme,
    row: (payload) => payload.programme,
    onDone: onClose,
    success: t('close.done'),
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      danger
      title={t('close.title', { name: programme.name })}
      lead={t('close.what')}
      okText={t('close.ok')}
      form={form}
      state={state}
      onFinish={() => void state.submit({ id: programme.id, version: programme.version })}
    />
  );
}

function DeleteModal({ programme, open, onClose }: Dialogue) {
  const { t } = useTranslation('aid');
  const navigate = useNavigate();
  const [form] = Form.useForm();
  const state = useSubmit(DeleteProgrammeDocument, {
    payload: (data) => data.deleteProgramme,
    row: (payload) => payload.programme,
    onDone: () => void navigate(paths.programmes, { replace: true }),
    success: t('delete.done'),
  });
  return (
    <FormModal
      open={open}
      onClose={onClose}
      danger
      title={t('delete.title', { name: programme.name })}
      lead={t('delete.what')}
      okText={t('delete.button')}
      form={form}
      state={state}
      onFinish={() => void state.submit({ id: programme.id, version: programme.version })}
    />
  );
}
