import dayjs from 'dayjs';
import type { WorkYearDayInput } from '@/gql/graphql';

/** A line of a pasted list that could not be read, counted from one. */
export interface Unread {
  line: number;
  text: string;
}

const off = ['休', '休息', '放假', '假', 'off'];
const work = ['班', '上班', '补班', '调休上班', 'work'];

/** Most days that one line may name: the longest holidays have eight or nine. */
const longest = 16;

const datePattern = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?/;
const line = new RegExp(`^${datePattern.source}(?:\\s*(?:至|到|~|～|—|–)\\s*${datePattern.source})?[\\s,，]+(\\S+?)(?:[\\s,，]+(.+))?$`);

/** The day as the contract writes it; null where the calendar has none. */
function dayOf(year: string | undefined, month: string | undefined, date: string | undefined): string | null {
  const text = `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`;
  const found = dayjs(text);
  return found.isValid() && found.format('YYYY-MM-DD') === text ? text : null;
}

/** From one day to another, both included; null where there is no such run of days. */
function run(from: string | null, to: string | null): string[] | null {
  if (!from || !to) return null;
  const count = dayjs(to).diff(dayjs(from), 'day') + 1;
  if (count < 1 || count > longest) return null;
  return Array.from({ length: count }, (_, n) => dayjs(from).add(n, 'day').format('YYYY-MM-DD'));
}

/**
 * Reads a pasted list of days: `2027-01-01 休 元旦`, `2027-01-04 班 元旦`, or a run of days such as
 * `2027-10-01 至 2027-10-07 休 国庆节`. What can't be read is told line by line, and nothing is guessed.
 */
export function readDays(text: string): { days: WorkYearDayInput[]; unread: Unread[] } {
  const days: WorkYearDayInput[] = [];
  const unread: Unread[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const row = raw.trim();
    if (row === '') continue;
    const found = line.exec(row);
    const [, y1, m1, d1, y2, m2, d2, mark = '', name = ''] = found ?? [];
    const first = dayOf(y1, m1, d1);
    const named = found ? run(first, y2 ? dayOf(y2, m2, d2) : first) : null;
    const working = work.includes(mark) ? true : off.includes(mark) ? false : null;
    if (!named || working === null) unread.push({ line: index + 1, text: row });
    else days.push(...named.map((one) => ({ day: one, working, name: name.trim() })));
  }
  return { days, unread };
}

export interface Run {
  from: string;
  to: string;
  working: boolean;
  name: string;
}

/** Days that follow each other and are alike as one, as the document of the holidays has them. */
export function runs(days: readonly WorkYearDayInput[]): Run[] {
  const found: Run[] = [];
  for (const { day, working, name } of days) {
    const last = found.at(-1);
    if (last && last.working === working && last.name === name && dayjs(last.to).add(1, 'day').format('YYYY-MM-DD') === day) last.to = day;
    else found.push({ from: day, to: day, working, name });
  }
  return found;
}

/** The days of both, each once and in order; of the same day the later word holds, and keeps a name that it does not give. */
export function merged(before: readonly WorkYearDayInput[], added: readonly WorkYearDayInput[]): WorkYearDayInput[] {
  const all = new Map(before.map((one) => [one.day, one]));
  for (const one of added) all.set(one.day, { ...one, name: one.name || (all.get(one.day)?.name ?? '') });
  return [...all.values()].toSorted((a, b) => a.day.localeCompare(b.day));
}
