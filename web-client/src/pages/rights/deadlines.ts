import { daysUntil } from '@/shared/format';

/** Days ahead that count as this week. */
const week = 7;

/** Days ahead at which a deadline begins to warn: evidence has to be gathered and papers written. */
const soon = 30;

export const deadlineGroups = ['overdue', 'week', 'later'] as const;

export type DeadlineGroup = (typeof deadlineGroups)[number];

/** Overdue, within a week, or later. */
export function groupOf(dueOn: string): DeadlineGroup {
  const days = daysUntil(dueOn);
  if (days < 0) return 'overdue';
  return days <= week ? 'week' : 'later';
}

/** The colour of a deadline by the days left; words stand beside it. */
export function deadlineColour(dueOn: string): 'error' | 'warning' | 'default' {
  const days = daysUntil(dueOn);
  if (days <= week) return 'error';
  return days <= soon ? 'warning' : 'default';
}

/** Deadlines by group, each in the order in which they came; groups without any are left out. */
export function grouped<T extends { dueOn: string }>(deadlines: readonly T[]): { group: DeadlineGroup; rows: T[] }[] {
  return deadlineGroups.map((group) => ({ group, rows: deadlines.filter((one) => groupOf(one.dueOn) === group) })).filter((one) => one.rows.length > 0);
}
