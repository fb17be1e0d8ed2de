import { today } from '@/shared/day';
import { byDay, dayAndTime, momentOf, nearness, spanOf } from './hearingTime';

const at = (day: string, time: string) => ({ startsAt: momentOf(day, time) });

describe('the time of a hearing', () => {
  it('is a moment for the server and a day and a time for the reader', () => {
    const moment = momentOf('2026-03-02', '09:30');
    expect(moment).toMatch(/Z$/);
    expect(dayAndTime(moment)).toEqual({ day: '2026-03-02', time: '09:30' });
    expect(spanOf({ startsAt: moment, minutes: 90 })).toBe('09:30–11:00');
  });

  it('puts what is heard on one day together', () => {
    expect(byDay([at('2026-03-02', '09:00'), at('2026-03-02', '14:00'), at('2026-03-05', '09:00')]).map(({ day, rows }) => [day, rows.length])).toEqual([
      ['2026-03-02', 2],
      ['2026-03-05', 1],
    ]);
    expect(nearness(today())).toBe('today');
    expect(nearness('2026-01-01')).toBeNull();
  });
});
