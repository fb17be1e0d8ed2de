import dayjs from 'dayjs';
import { today } from '@/shared/day';

/** Minutes that a hearing is thought to last, unless told otherwise. */
export const usualMinutes = 120;

/** A moment out of a day and a time of the reader's clock, as the contract writes it. */
export function momentOf(day: string, time: string): string {
  return dayjs(`${day}T${time}`).toISOString();
}

/** Day and time of the reader's clock. */
export function dayAndTime(moment: string): { day: string; time: string } {
  const at = dayjs(moment);
  return { day: at.format('YYYY-MM-DD'), time: at.format('HH:mm') };
}

/** 09:00–11:00 */
export function spanOf({ startsAt, minutes }: { startsAt: string; minutes: number }): string {
  const from = dayjs(startsAt);
  return `${from.format('HH:mm')}–${from.add(minutes, 'minute').format('HH:mm')}`;
}

/** Hearings by day, each in the order in which they came. */
export function byDay<T extends { startsAt: string }>(hearings: readonly T[]): { day: string; rows: T[] }[] {
  const days = [...new Set(hearings.map((one) => dayAndTime(one.startsAt).day))];
  return days.map((day) => ({ day, rows: hearings.filter((one) => dayAndTime(one.startsAt).day === day) }));
}

/** Whether a day is today or tomorrow. */
export function nearness(day: string): 'today' | 'tomorrow' | null {
  if (day === today()) return 'today';
  return day === dayjs(today()).add(1, 'day').format('YYYY-MM-DD') ? 'tomorrow' : null;
}
