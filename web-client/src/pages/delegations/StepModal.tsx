import { Checkbox, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { StepDelegationDocument, type DelegationFactsFragment, type RightsCaseState, type RightsSatisfaction } from '@/gql/graphql';
import { ReasonField, reasonLength } from '@/pages/rights/fields';
import { blanksToNull } from '@/shared/blanks';
import { FormModal } from '@/shared/FormModal';
import { MoneyInput } from '@/shared/MoneyInput';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { appoints, endings, undoes, worded, type Act } from './acts';
import { LawyerField } from './LawyerField';

interface Values {
  text?: string;
  lawyerId?: string;
  noConflict?: boolean;
  result?: RightsCaseState;
  awarded?: string | null;
  satisfaction?: RightsSatisfaction;
}

/** Takes one step of a delegation, for the union or for the partner. */
export function StepModal({ act, of, onClose }: { act: Act; of: DelegationFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('delegations');
  const [form] = Form.useForm<Values>();
  const state = useSubmit(StepDelegationDocument, {
    payload: (data) => data.stepDelegation,
    form,
    row: (payload) => payload.delegation,
    rowToForm: () => ({}),
    onDone: onClose,
    success: t(`act.${act}.done`),
  });
  return (
    <FormModal<Values>
      open
      onClose={onClose}
      danger={undoes.includes(act)}
      title={t(`act.${act}.button`)}
      lead={t(`act.${act}.what`, { workers: of.workers.length, files: of.documents.length })}
      okText={t(`act.${act}.button`)}
      form={form}
      state={state}
      onFinish={(values) => void state.submit({ id: of.id, version: of.version, step: act, ...blanksToNull(values) })}
    >
      {appoints.includes(act) && <LawyerField current={of.lawyer?.id} />}
      {act === 'ACCEPT' && <NoConflictField />}
      {act === 'CONCLUDE' && <ResultFields />}
      {act === 'RATE' && <SatisfactionField />}
      {undoes.includes(act) && <ReasonField name="text" />}
      {worded.includes(act) && <WordsField label={t(act === 'CONCLUDE' ? 'field.outcome' : 'step.words')} />}
    </FormModal>
  );
}

/** The declaration without which nothing is accepted. */
function NoConflictField() {
  const { t } = useTranslation('delegations');
  return (
    <Form.Item
      name="noConflict"
      valuePropName="checked"
      rules={[{ validator: (_, value: boolean | undefined) => (value ? Promise.resolve() : Promise.reject(new Error(t('step.noConflictNeeded')))) }]}
    >
      <Checkbox>{t('step.noConflict')}</Checkbox>
    </Form.Item>
  );
}

function ResultFields() {
  const { t } = useTranslation('delegations');
  const { t: rights } = useTranslation('rights');
  const { chosen } = useRules();
  const results = useEnumOptions('RightsCaseState', endings);
  return (
    <>
      <Form.Item name="result" label={t('field.result')} rules={chosen(t('field.result'))}>
        <Radio.Group options={results} style={{ display: 'flex', flexWrap: 'wrap', rowGap: 8 }} />
      </Form.Item>
      <Form.Item name="awarded" label={t('field.awarded')} extra={rights('awardedHint')}>
        <MoneyInput unit={t('yuan')} />
      </Form.Item>
    </>
  );
}

function SatisfactionField() {
  const { t } = useTranslation('delegations');
  const { chosen } = useRules();
  const satisfactions = useEnumOptions('RightsSatisfaction');
  return (
    <Form.Item name="satisfaction" label={t('field.satisfaction')} rules={chosen(t('field.satisfaction'))}>
      <Radio.Group options={satisfactions} style={{ display: 'flex', flexWrap: 'wrap', rowGap: 8 }} />
    </Form.Item>
  );
}

function WordsField(props: { label: string }) {
  const { t } = useTranslation('delegations');
  const { written } = useRules();
  return (
    <Form.Item name="text" label={props.label} extra={t('step.wordsHint')} rules={[...written(props.label), { min: reasonLength, message: t('step.wordsShort', { n: reasonLength }) }]}>
      <Input.TextArea rows={4} maxLength={500} showCount />
    </Form.Item>
  );
}
