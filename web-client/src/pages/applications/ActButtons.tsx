import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AidApplicationRowFragment } from '@/gql/graphql';
import { PayModal } from '@/pages/payments/PayModal';
import { PostNoticeModal } from '@/pages/notices/PostNoticeModal';
import { wordsOf } from '@/shared/needyFile';
import { ApproveModal } from './ApproveModal';
import { StepModal } from './StepModal';
import { undoes, type Act } from './steps';

/** A button for each act; the first that moves on stands out. */
export function ActButtons(props: { acts: readonly Act[]; rows: readonly AidApplicationRowFragment[]; onAct: (act: Act) => void; disabled?: boolean }) {
  const { t } = useTranslation('applications');
  const first = props.acts.find((act) => !undoes.includes(act));
  return props.acts.map((act) => (
    <Button key={act} type={act === first ? 'primary' : 'default'} danger={act === 'REJECT' || act === 'REVOKE'} disabled={props.disabled} onClick={() => props.onAct(act)}>
      {t(`act.${act}.button`, wordsOf(...props.rows))}
    </Button>
  ));
}

/** The dialogue of an act on one or many applications. */
export function ActModal(props: { act: Act; rows: readonly AidApplicationRowFragment[]; onClose: () => void; onDone?: () => void }) {
  const { act, rows, onClose } = props;
  const done = () => {
    onClose();
    props.onDone?.();
  };
  switch (act) {
    case 'PUBLICISE':
      return <PostNoticeModal rows={rows} onClose={onClose} onDone={done} />;
    case 'APPROVE':
      return <ApproveModal rows={rows} onClose={onClose} onDone={done} />;
    case 'PAY':
      return <PayModal rows={rows} onClose={onClose} onDone={done} />;
    default:
      return <StepModal act={act} rows={rows} onClose={onClose} onDone={done} />;
  }
}
