import { testSession } from '@/test/session';
import { SessionStore } from './sessionStore';

/** The browser's lock manager, one lock for all tabs of the test. */
function oneLock() {
  let queue: Promise<unknown> = Promise.resolve();
  return {
    request: (_name: string, act: () => Promise<unknown>) => {
      const turn = queue.then(act);
      // A refusal ends the turn, not the queue.
      queue = turn.catch(() => undefined).then(() => new Promise((done) => setTimeout(done, 20)));
      return turn;
    },
  };
}

describe('SessionStore', () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'locks');
  });

  it('asks the server once however many requests wait for a token', async () => {
    let asked = 0;
    const store = new SessionStore(async () => {
      asked += 1;
      await new Promise((done) => setTimeout(done, 10));
      return testSession(`token-${asked}`);
    });
    const answers = await Promise.all([store.refresh(), store.refresh(), store.refresh()]);
    expect(answers).toEqual([true, true, true]);
    expect(asked).toBe(1);
    expect(store.token()).toBe('token-1');
    expect(store.stale()).toBe(false);
    await store.refresh();
    expect(asked).toBe(2);
  });

  it('asks once for all tabs and gives each the new token', async () => {
    Object.defineProperty(navigator, 'locks', { configurable: true, value: oneLock() });
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return testSession(`token-${asked}`);
    };
    const [here, there] = [new SessionStore(ask), new SessionStore(ask)];
    await expect(Promise.all([here.refresh(), there.refresh()])).resolves.toEqual([true, true]);
    expect(asked).toBe(1);
    expect(there.token()).toBe('token-1');
  });

  it('signs out in every tab when the server has ended the session', async () => {
    const here = new SessionStore(async () => null);
    const there = new SessionStore(async () => null);
    there.accept(testSession('old'));
    await expect(here.refresh()).resolves.toBe(false);
    expect(here.get().status).toBe('signed-out');
    await vi.waitFor(() => expect(there.get().status).toBe('signed-out'));
  });

  it('counts a token that ends within half a minute as stale, and takes no answer without one', () => {
    const store = new SessionStore(async () => null);
    expect(store.accept({ ...testSession('x'), accessToken: null })).toBe(false);
    expect(store.stale()).toBe(true);
    expect(store.accept(testSession('short', 20))).toBe(true);
    expect(store.stale()).toBe(true);
    store.accept(testSession('long', 60));
    expect(store.stale()).toBe(false);
  });
});
