import type { Rule } from 'antd/es/form';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { creditCodeProblem } from './creditCode';

/** A rule that says what is wrong with a unified social credit code that is given. */
export function useCreditCodeRule(): () => Rule {
  const { t } = useTranslation('employers');
  return useCallback(
    () => ({
      validator: async (_, text: string | null | undefined) => {
        const problem = text ? creditCodeProblem(text) : null;
        if (problem) throw new Error(t(problem === 'length' ? 'codeLength' : 'codeChecksum'));
      },
    }),
    [t],
  );
}
