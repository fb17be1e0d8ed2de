import type { EnumName, EnumValue } from '@/app/i18n/enums';
import { enumValues } from '@/app/i18n/enums';

/** The fields of a change whose values are values of an enum. */
const enumOf: Record<string, EnumName> = {
  kind: 'HouseholdKind',
  status: 'HouseholdStatus',
  closeReason: 'CloseReason',
  hukou: 'Hukou',
  housing: 'Housing',
  tier: 'HardshipTier',
  mainCause: 'HardshipCause',
  otherCauses: 'HardshipCause',
  needs: 'Need',
  needyFile: 'NeedyFileState',
  relation: 'Relation',
  sex: 'Sex',
  health: 'Health',
  education: 'Education',
  wish: 'Wish',
};

/** `main_cause` and `household.mainCause` are both mainCause. */
export function fieldKey(field: string): string {
  const last = field.split('.').at(-1) ?? field;
  return last.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

type Labeller = <E extends EnumName>(name: E, value: EnumValue<E>) => string;

/** A value before or after a change in the reader's words; what is no enum value stays as it is. */
export function valueText(field: string, value: string, label: Labeller): string {
  const name = enumOf[fieldKey(field)];
  if (!name) return value;
  const known = new Set<string>(enumValues(name));
  return value
    .split(/[,，、]\s*/)
    .map((one) => (known.has(one) ? label(name, one as EnumValue<typeof name>) : one))
    .join('、');
}
