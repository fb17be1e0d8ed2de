import { fromToday } from '@/shared/day';
import { deadlineColour, grouped } from './deadlines';

const due = (days: number) => ({ dueOn: fromToday(days, 'day') });

describe('deadlines', () => {
  it('are grouped by how soon they come, in their order', () => {
    const rows = [due(-20), due(-1), due(0), due(7), due(8), due(300)];
    expect(grouped(rows)).toEqual([
      { group: 'overdue', rows: rows.slice(0, 2) },
      { group: 'week', rows: rows.slice(2, 4) },
      { group: 'later', rows: rows.slice(4) },
    ]);
    expect(grouped([due(90)]).map((one) => one.group)).toEqual(['later']);
  });

  it('warn a month ahead, and more in the last week', () => {
    expect([-1, 7, 8, 30, 31].map((days) => deadlineColour(due(days).dueOn))).toEqual(['error', 'error', 'warning', 'warning', 'default']);
  });
});
