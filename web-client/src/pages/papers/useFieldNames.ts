import { useTranslation } from 'react-i18next';
import { fieldKey } from '@/pages/households/changeText';

/** Facts of papers that no field of a household is called by: what a letter has, too. */
const own = ['cadre', 'visitor', 'measures', 'union', 'members', 'recipient', 'title', 'body', 'dueOn', 'number'];

/** The facts of a paper in the reader's words, each once. */
export function useFieldNames(): (fields: readonly string[]) => string[] {
  const { t, i18n } = useTranslation(['papers', 'households']);
  const name = (field: string) => {
    if (own.includes(field)) return t(`papers:field.${field}` as 'papers:field.cadre');
    const key = fieldKey(field);
    const [whose] = field.split('.');
    const place = [`${whose === field ? 'field' : 'member'}.${key}`, `member.${key}`].find((one) => i18n.exists(`households:${one}`));
    const text = place ? t(`households:${place}` as 'households:field.address') : field;
    if (whose === 'head') return t('papers:field.ofHead', { field: text });
    return whose === 'members' ? t('papers:field.ofMember', { field: text }) : text;
  };
  return (fields) => [...new Set(fields.map(name))];
}
