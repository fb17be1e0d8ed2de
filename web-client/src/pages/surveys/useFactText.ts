import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { HardshipCause, HardshipTier, Housing, Hukou, Need, NeedyFileState } from '@/gql/graphql';
import { formatMoney } from '@/shared/format';
import { plainAmount, type FactName } from './facts';

/** Says a fact in words: amounts as money, codes by their names. */
export function useFactText(): (name: FactName, value: unknown) => string {
  const { t } = useTranslation();
  const label = useEnumLabel();
  return useCallback(
    (name, value) => {
      if (value === null || value === undefined || value === '') return t('unknown');
      switch (name) {
        case 'hukou':
          return label('Hukou', value as Hukou);
        case 'housing':
          return label('Housing', value as Housing);
        case 'population':
        case 'labourForce':
          return t('unit.people', { count: Number(value) });
        case 'annualIncomePerHead':
        case 'annualRigidExpense':
          return formatMoney(plainAmount(String(value)));
        case 'tier':
          return label('HardshipTier', value as HardshipTier);
        case 'mainCause':
          return label('HardshipCause', value as HardshipCause);
        case 'otherCauses':
          return (value as HardshipCause[]).map((one) => label('HardshipCause', one)).join('、') || t('none');
        case 'needyFile':
          return label('NeedyFileState', value as NeedyFileState);
        case 'singleParentFemaleWorker':
          return value ? t('yes') : t('no');
        case 'needs':
          return (value as Need[]).map((one) => label('Need', one)).join('、') || t('none');
      }
    },
    [t, label],
  );
}
