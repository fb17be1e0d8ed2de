import { describe, expect, it } from 'vitest';
import { isAtWork, loadable, percent } from './rosterState';

describe('the state of a roster', () => {
  it('says what can be loaded', () => {
    const roster = { state: 'CHECKED', goodCount: 2, knownCount: 0, faultyCount: 0 } as const;
    expect(loadable(roster)).toBe('all');
    expect(loadable({ ...roster, faultyCount: 1 })).toBe('good');
    expect(loadable({ ...roster, goodCount: 0, faultyCount: 1 })).toBe('none');
    expect(loadable({ ...roster, goodCount: 0, knownCount: 3 })).toBe('all');
    expect(loadable({ ...roster, state: 'LOADED' })).toBe('none');
  });

  it('knows how far the work is, where that can be known', () => {
    expect(percent({ done: 500, total: 0 })).toBeNull();
    expect(percent({ done: 999, total: 1000 })).toBe(99);
    expect(isAtWork('READING') && isAtWork('LOADING')).toBe(true);
    expect(isAtWork('CHECKED')).toBe(false);
  });
});
