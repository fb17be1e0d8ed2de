import { Form, Typography, type FormInstance } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SurveyFormFragment } from '@/gql/graphql';
import { sameFact, type FactName, type SurveyFacts } from './facts';
import type { SurveyValues } from './surveyForm';
import { useFactText } from './useFactText';

/**
 * What stands below a fact: how it was last time where that differs from what stands in the field, and how
 * the file is by now where somebody changed it since the form began. Nothing where both agree.
 */
export function useBefore(form: FormInstance<SurveyValues>, task: SurveyFormFragment, seen: SurveyFacts): (name: FactName) => ReactNode {
  const { t } = useTranslation('surveys');
  const text = useFactText();
  const values = Form.useWatch<Partial<SurveyValues> | undefined>([], form);
  const { household, lastRecord } = task;
  const before = lastRecord ?? household;
  return (name) => {
    if (!values || !(name in values)) return undefined;
    const differs = !sameFact(name, values[name], before[name]);
    const changed = !sameFact(name, household[name], seen[name]) && !sameFact(name, values[name], household[name]);
    if (!differs && !changed) return undefined;
    return (
      <>
        {differs && <Typography.Text type="secondary">{t(lastRecord ? 'last.was' : 'last.file', { value: text(name, before[name]) })}</Typography.Text>}
        {changed && (
          <Typography.Text type="warning" style={{ display: 'block' }}>
            {t('last.now', { value: text(name, household[name]) })}
          </Typography.Text>
        )}
      </>
    );
  };
}
