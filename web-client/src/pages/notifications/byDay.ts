import dayjs from 'dayjs';

/** Rows in the order they come, put together by the reader's day (2014-08-06). */
export function byDay<T extends { createdAt: string }>(rows: readonly T[]): { day: string; rows: T[] }[] {
  const days: { day: string; rows: T[] }[] = [];
  for (const row of rows) {
    const day = dayjs(row.createdAt).format('YYYY-MM-DD');
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, rows: [row] });
  }
  return days;
}
