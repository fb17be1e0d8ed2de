import { afterEach, expect, it, vi } from 'vitest';
import { fromToday, today } from './day';

afterEach(() => {
  vi.useRealTimers();
});

it('tells the day in China, whatever day the device has', () => {
  vi.useFakeTimers();
  vi.setSystemTime('2026-11-26T15:59:59Z');
  expect(today()).toBe('2026-11-26');
  vi.setSystemTime('2026-11-26T16:00:00Z');
  expect(today()).toBe('2026-11-27');
});

it('counts days and years from that day', () => {
  vi.useFakeTimers();
  vi.setSystemTime('2024-02-28T16:00:00Z');
  expect(fromToday(1, 'day')).toBe('2024-03-01');
  expect(fromToday(-1, 'year')).toBe('2023-02-28');
  expect(fromToday(3, 'year')).toBe('2027-02-28');
});
