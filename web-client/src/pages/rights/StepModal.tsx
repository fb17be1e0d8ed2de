import { Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { StepRightsCaseDocument, type RightsCaseFactsFragment, type RightsRoute, type RightsSatisfaction } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { DateInput } from '@/shared/DateInput';
import { today } from '@/shared/day';
import { FormModal } from '@/shared/FormModal';
import { MoneyInput } from '@/shared/MoneyInput';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { ReasonField } from './fields';
import { results, undoes, wordsOf, type PlainAct } from './steps';

interface Values {
  text?: string;
  on?: string;
  route?: RightsRoute;
  awarded?: string | null;
  satisfaction?: RightsSatisfaction;
}

/** Takes one step of a case. */
export function StepModal({ act, of, onClose }: { act: PlainAct; of: RightsCaseFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('rights');
  const { chosen } = useRules();
  const navigate = useNavigate();
  const satisfactions = useEnumOptions('RightsSatisfaction');
  const [form] = Form.useForm<Values>();
  const state = useSubmit(StepRightsCaseDocument, {
    payload: (data) => data.stepRightsCase,
    form,
    row: (payload) => payload.case,
    rowToForm: () => ({}),
    onDone: (payload) => {
      onClose();
      // Handed back: it is not shared with the own union any more.
      if (!payload.case) void navigate(paths.rights);
    },
    success: t(`act.${act}.done`),
  });
  const gives = results.includes(act);
  return (
    <FormModal<Values>
      open
      onClose={onClose}
      danger={undoes.includes(act)}
      title={t(`act.${act}.button`)}
      lead={t(`act.${act}.what`)}
      okText={t(`act.${act}.button`)}
      form={form}
      state={state}
      initialValues={gives ? { on: today() } : undefined}
      onFinish={(values) => void state.submit({ id: of.id, version: of.version, step: act, ...blanksToNull(values) })}
    >
      {gives && <ResultFields since={of.reportedOn} />}
      {act === 'CLOSE' && (
        <Form.Item name="satisfaction" label={t('field.satisfaction')} rules={chosen(t('field.satisfaction'))}>
          <Radio.Group options={satisfactions} style={{ display: 'flex', flexWrap: 'wrap', rowGap: 8 }} />
        </Form.Item>
      )}
      <WordsField act={act} />
    </FormModal>
  );
}

/** When a case was settled or decided, by which way, and how much was agreed or awarded. */
function ResultFields(props: { since: string }) {
  const { t } = useTranslation('rights');
  const { chosen } = useRules();
  const routes = useEnumOptions('RightsRoute');
  return (
    <>
      <Form.Item name="on" label={t('field.resolvedOn')} rules={chosen(t('field.resolvedOn'))}>
        <DateInput min={props.since} max={today()} />
      </Form.Item>
      <Form.Item name="route" label={t('field.route')} rules={chosen(t('field.route'))}>
        <Select options={routes} />
      </Form.Item>
      <Form.Item name="awarded" label={t('field.awarded')} extra={t('awardedHint')}>
        <MoneyInput unit={t('yuan')} />
      </Form.Item>
    </>
  );
}

/** The words of a step: a reason, what was done, or what came of it. */
function WordsField({ act }: { act: PlainAct }) {
  const { t } = useTranslation('rights');
  const { written } = useRules();
  const words = wordsOf(act);
  if (words === 'none') return null;
  if (undoes.includes(act) || act === 'CONTINUE') return <ReasonField name="text" />;
  const outcome = results.includes(act);
  const label = outcome ? t('field.outcome') : act === 'FINISH' ? t('referral.answer') : act === 'CLOSE' ? t('closing') : t('words');
  return (
    <Form.Item name="text" label={label} extra={outcome ? t('outcomeHint') : undefined} rules={words === 'needed' ? written(label) : undefined}>
      <Input.TextArea rows={3} maxLength={500} />
    </Form.Item>
  );
}
