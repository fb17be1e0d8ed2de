import { Button, Card, Flex, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { RightsCaseFactsFragment, RightsLetterFactsFragment, RightsLetterState, RightsLetterStep } from '@/gql/graphql';
import { PrintButton } from '@/pages/papers/PrintButton';
import { StaleNote } from '@/pages/papers/StaleNote';
import { formatDate, formatDateTime } from '@/shared/format';
import { DueTag } from './CaseParts';
import { LetterModal } from './LetterModal';
import { LetterStepModal } from './LetterStepModal';

const colours: Record<RightsLetterState, string> = { DRAFT: 'default', SENT: 'processing', ANSWERED: 'success', WITHDRAWN: 'default' };

type Asking = { kind: 'new' } | { kind: 'edit'; letter: RightsLetterFactsFragment } | { kind: 'step'; letter: RightsLetterFactsFragment; step: RightsLetterStep };

/** Letters to departments (协调函): written, printed, sent, answered. */
export function LettersCard({ of }: { of: RightsCaseFactsFragment }) {
  const { t } = useTranslation('rights');
  const [asking, setAsking] = useState<Asking | null>(null);
  const writes = of.next.includes('COORDINATE');
  if (!writes && of.letters.length === 0) return null;
  const close = () => setAsking(null);
  return (
    <Card
      size="small"
      title={t('letter.title')}
      extra={
        writes && (
          <Button size="small" onClick={() => setAsking({ kind: 'new' })}>
            {t('letter.write')}
          </Button>
        )
      }
    >
      {of.letters.length === 0 && <Typography.Text type="secondary">{t('letter.none')}</Typography.Text>}
      <Flex component="ul" vertical gap="middle" aria-label={t('letter.title')} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {of.letters.map((letter) => (
          <li key={letter.id}>
            <Letter of={letter} onEdit={() => setAsking({ kind: 'edit', letter })} onStep={(step) => setAsking({ kind: 'step', letter, step })} />
          </li>
        ))}
      </Flex>
      {asking?.kind === 'new' && <LetterModal caseId={of.id} onClose={close} />}
      {asking?.kind === 'edit' && <LetterModal caseId={of.id} letter={asking.letter} onClose={close} />}
      {asking?.kind === 'step' && <LetterStepModal of={asking.letter} step={asking.step} onClose={close} />}
    </Card>
  );
}

function Letter(props: { of: RightsLetterFactsFragment; onEdit: () => void; onStep: (step: RightsLetterStep) => void }) {
  const { t } = useTranslation('rights');
  const { t: papers } = useTranslation('papers');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  const { of } = props;
  // Who reads no names reads neither title nor text.
  const readable = of.body !== '';
  const name = of.title || label('RightsDepartment', of.department);
  const facts = [
    of.number,
    of.sentOn && t('letter.sentOn', { day: formatDate(of.sentOn) }),
    of.dueOn && t('letter.dueOn', { day: formatDate(of.dueOn) }),
    of.answeredOn && t('letter.answeredOn', { day: formatDate(of.answeredOn) }),
  ];
  return (
    <Flex vertical gap={6}>
      <Flex gap="small" wrap align="center">
        <strong>{name}</strong>
        <Tag color={colours[of.state]}>{label('RightsLetterState', of.state)}</Tag>
        {of.state === 'SENT' && of.dueOn && <DueTag dueOn={of.dueOn} />}
      </Flex>
      <Typography.Text type="secondary">{[of.recipient, ...facts].filter(Boolean).join(' · ')}</Typography.Text>
      {readable && (
        <details>
          <summary>{t('letter.read')}</summary>
          <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: '8px 0 0' }}>{of.body}</p>
        </details>
      )}
      {of.answer && (
        <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          <strong>{t('letter.answer')}</strong>：{of.answer}
        </span>
      )}
      <Flex gap="small" wrap align="center">
        {of.next.map((step, index) => (
          <Button key={step} size="small" type={index === 0 && step !== 'WITHDRAW' ? 'primary' : 'default'} aria-label={`${label('RightsLetterStep', step)}：${name}`} onClick={() => props.onStep(step)}>
            {label('RightsLetterStep', step)}
          </Button>
        ))}
        {of.editable && (
          <Button size="small" aria-label={`${common('actions.edit')}：${name}`} onClick={props.onEdit}>
            {common('actions.edit')}
          </Button>
        )}
        {readable && of.printable && of.state !== 'WITHDRAWN' && <PrintButton order={{ rightsLetter: of.id }} text={of.paper ? papers('print.again') : papers('print.button')} about={name} size="small" />}
        {of.paper && (
          <>
            <span>{papers('visit.printed', { at: formatDateTime(of.paper.printedAt) })}</span>
            <StaleNote paper={of.paper} />
          </>
        )}
      </Flex>
    </Flex>
  );
}
