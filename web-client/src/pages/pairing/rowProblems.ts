import type { RefusalFields } from '@/shared/userErrors';

/** Splits the refusals of `pairHouseholds` by row: `["input","pairs","2","cadreId"]` is the third pair sent. */
export function rowProblems(errors: readonly RefusalFields[], sent: readonly string[]) {
  const rows = new Map<string, string>();
  const general: RefusalFields[] = [];
  for (const error of errors) {
    const place = error.path.indexOf('pairs');
    const row = place >= 0 ? sent[Number(error.path[place + 1])] : undefined;
    if (row === undefined) general.push(error);
    else rows.set(row, [rows.get(row), error.message].filter(Boolean).join('；'));
  }
  return { rows, general };
}
