import { afterEach, expect, it, vi } from 'vitest';
import { today } from './day';

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
