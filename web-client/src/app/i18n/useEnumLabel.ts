import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { enumLabels, enumValues, type EnumLabels, type EnumName, type EnumValue } from './enums';

function languageOf(tag: string): 'zh-CN' | 'en' {
  return tag === 'en' ? 'en' : 'zh-CN';
}

/** Names a value of an enum in the reader's language: `label('HardshipTier', tier)`. */
export function useEnumLabel() {
  const { i18n } = useTranslation();
  const labels = enumLabels[languageOf(i18n.language)];
  return useCallback(
    <E extends EnumName>(name: E, value: EnumValue<E> | null | undefined): string =>
      value ? (labels[name] as EnumLabels[E] & Record<string, string>)[value] : '',
    [labels],
  );
}

/** The values of an enum as options of a Select, Radio or Checkbox group. */
export function useEnumOptions<E extends EnumName>(name: E, only?: readonly EnumValue<E>[]) {
  const label = useEnumLabel();
  return useMemo(
    () => (only ?? enumValues(name)).map((value) => ({ value, label: label(name, value) })),
    [label, name, only],
  );
}
