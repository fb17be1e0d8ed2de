import type { UserError } from '@/gql/schema';

export type RefusalFields = Pick<UserError, 'code' | 'path' | 'message'>;
export type FieldName = (string | number)[];

/** `["input","members","0","idNumber"]` as the form's field name `['members', 0, 'idNumber']`. */
export function fieldName(path: readonly string[]): FieldName {
  const inner = path[0] === 'input' ? path.slice(1) : path;
  return inner.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function startsWith(name: FieldName, prefix: FieldName): boolean {
  return prefix.every((part, index) => String(name[index]) === String(part));
}

/**
 * Splits refusals into those that a field of the form can show and the rest. A path that is deeper or
 * shallower than the form's own field goes to the nearest field above or below it.
 */
export function assignErrors(errors: readonly RefusalFields[], fields: readonly FieldName[]) {
  const atFields = new Map<string, { name: FieldName; errors: string[] }>();
  const general: RefusalFields[] = [];
  for (const error of errors) {
    const path = fieldName(error.path);
    const field =
      path.length === 0
        ? undefined
        : (fields.find((one) => one.length === path.length && startsWith(one, path)) ??
          fields.find((one) => startsWith(path, one)) ??
          fields.find((one) => startsWith(one, path)));
    if (!field) {
      general.push(error);
      continue;
    }
    const key = JSON.stringify(field);
    const entry = atFields.get(key) ?? { name: field, errors: [] };
    entry.errors.push(error.message);
    atFields.set(key, entry);
  }
  return { atFields: [...atFields.values()], general };
}
