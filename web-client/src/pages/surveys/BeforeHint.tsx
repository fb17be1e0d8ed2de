import { Form, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SurveyFormFragment } from '@/gql/graphql';
import { sameFact, type FactName, type SurveyFacts } from './facts';
import { useFactText } from './useFactText';

/**
 * Below a fact: how it was last time where that differs from what stands in the field, and how the file is
 * by now where somebody changed it since the form began.
 */
export function BeforeHint(props: { name: FactName; task: SurveyFormFragment; seen: SurveyFacts }) {
  const { t } = useTranslation('surveys');
  const text = useFactText();
  const { name, task, seen } = props;
  const form = Form.useFormInstance();
  const value = Form.useWatch<unknown>(name, form);
  const { household, lastRecord } = task;
  const before = lastRecord ?? household;
  const differs = !sameFact(name, value, before[name]);
  const changed = !sameFact(name, household[name], seen[name]) && !sameFact(name, value, household[name]);
  if (value === undefined || (!differs && !changed)) return null;
  return (
    <>
      {differs && <Typography.Text type="secondary">{t(lastRecord ? 'last.was' : 'last.file', { value: text(name, before[name]) })}</Typography.Text>}
      {changed && <Typography.Text type="warning" style={{ display: 'block' }}>{t('last.now', { value: text(name, household[name]) })}</Typography.Text>}
    </>
  );
}
