import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { RightsFact } from '@/gql/graphql';
import { formatDate, formatMoney } from '@/shared/format';
import { controlOf, factKey, type FactValues } from './facts';

/** A fact of a case as it is read. */
export function useFactText(): (fact: RightsFact, facts: FactValues) => string {
  const { t } = useTranslation('rights');
  const label = useEnumLabel();
  return (fact, facts) => {
    switch (controlOf(fact)) {
      case 'recognition':
        return label('WorkInjuryRecognition', facts.recognition);
      case 'insurances':
        return (facts.insurances ?? []).map((one) => label('SocialInsurance', one)).join('、');
      case 'grade':
        return t('fact.grade', { n: facts.grade });
      case 'hours':
        return t('fact.hours', { n: facts.overtimeHours });
      default:
    }
    const value = String(facts[factKey(fact)] ?? '');
    switch (controlOf(fact)) {
      case 'money':
        return formatMoney(value);
      case 'month':
        return value.slice(0, 7);
      case 'text':
        return value;
      default:
        return formatDate(value);
    }
  };
}
