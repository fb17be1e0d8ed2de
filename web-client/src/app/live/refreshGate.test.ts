import { apart, RefreshGate } from './refreshGate';

/** Longer than any wait of the gate. */
const later = apart + 1500;

describe('RefreshGate', () => {
  let times = 0;
  let gate: RefreshGate;

  beforeEach(() => {
    vi.useFakeTimers();
    times = 0;
    gate = new RefreshGate(() => {
      times += 1;
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('makes one refresh of a burst, and keeps the next one apart', () => {
    for (let n = 0; n < 50; n += 1) gate.changed();
    vi.advanceTimersByTime(1000);
    expect(times).toBe(1);
    gate.changed();
    vi.advanceTimersByTime(apart - 1100);
    expect(times).toBe(1);
    vi.advanceTimersByTime(later);
    expect(times).toBe(2);
  });

  it('waits for every form to be closed, and forgets nothing meanwhile', () => {
    const [one, other] = [gate.hold(), gate.hold()];
    gate.changed();
    vi.advanceTimersByTime(later);
    one();
    one();
    vi.advanceTimersByTime(later);
    expect(times).toBe(0);
    other();
    vi.advanceTimersByTime(later);
    expect(times).toBe(1);
  });

  it('does not refresh under a form that was opened while it waited', () => {
    gate.changed();
    const release = gate.hold();
    vi.advanceTimersByTime(later);
    expect(times).toBe(0);
    release();
    vi.advanceTimersByTime(later);
    expect(times).toBe(1);
  });

  it('waits until somebody looks', () => {
    const visible = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    gate.changed();
    vi.advanceTimersByTime(later);
    expect(times).toBe(0);
    visible.mockReturnValue('visible');
    gate.looked();
    vi.advanceTimersByTime(later);
    expect(times).toBe(1);
  });
});
