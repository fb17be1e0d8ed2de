/**
 * The values of a form with empty texts and untouched fields as null, at every depth: what nobody filled
 * in is not sent as an empty text.
 */
export function blanksToNull<T>(value: T): T {
  if (Array.isArray(value)) return value.map((one: unknown) => blanksToNull(one)) as T;
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, blanksToNull(inner as unknown)])) as T;
  }
  if (typeof value === 'string') return (value.trim() === '' ? null : value.trim()) as T;
  return (value === undefined ? null : value) as T;
}
