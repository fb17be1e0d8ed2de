import type { Rule } from 'antd/es/form';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** Rules of form fields with their texts; the server checks everything again. */
export function useRules() {
  const { t } = useTranslation();
  const written = useCallback(
    (field: string): Rule[] => [{ required: true, whitespace: true, message: t('form.required', { field }) }],
    [t],
  );
  const chosen = useCallback(
    (field: string): Rule[] => [{ required: true, message: t('form.selectRequired', { field }) }],
    [t],
  );
  return { written, chosen };
}
