import { testPartnerViewer, testSession, testViewer } from '@/test/session';
import { SessionStore, type SessionServer } from './sessionStore';

/** A session of a server that answers a refresh by `refresh`. */
const storeOf = (refresh: SessionServer['refresh'], signOut: SessionServer['signOut'] = async () => true) =>
  new SessionStore({ refresh, signOut });

const noLine = async () => {
  throw new TypeError('Failed to fetch');
};

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
    localStorage.clear();
  });

  it('asks the server once however many requests wait for a token', async () => {
    let asked = 0;
    const store = storeOf(async () => {
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
    const [here, there] = [storeOf(ask), storeOf(ask)];
    await expect(Promise.all([here.refresh(), there.refresh()])).resolves.toEqual([true, true]);
    expect(asked).toBe(1);
    expect(there.token()).toBe('token-1');
  });

  it('signs out in every tab when the server has ended the session', async () => {
    const here = storeOf(async () => null);
    const there = storeOf(async () => null);
    there.accept(testSession('old'));
    await expect(here.refresh()).resolves.toBe(false);
    expect(here.get().status).toBe('signed-out');
    await vi.waitFor(() => expect(there.get().status).toBe('signed-out'));
  });

  it('counts a token that ends within half a minute as stale, and takes no answer without one', () => {
    const store = storeOf(async () => null);
    expect(store.accept({ ...testSession('x'), accessToken: null })).toBe(false);
    expect(store.stale()).toBe(true);
    expect(store.accept(testSession('short', 20))).toBe(true);
    expect(store.stale()).toBe(true);
    store.accept(testSession('long', 60));
    expect(store.stale()).toBe(false);
  });

  it('is of a person of a union or of a partner, and of nobody else', () => {
    const store = storeOf(async () => null);
    expect(store.accept({ ...testSession('x'), viewer: null })).toBe(false);
    expect(store.accept({ ...testSession('x'), viewer: null, partnerViewer: testPartnerViewer })).toBe(true);
    expect(store.get()).toMatchObject({ status: 'signed-in', viewer: null, partnerViewer: testPartnerViewer });
    store.accept(testSession('y'));
    expect(store.get()).toMatchObject({ status: 'signed-in', viewer: testViewer(), partnerViewer: null });
  });

  it('opens without a connection as who was signed in, and becomes the session when the line is back', async () => {
    let line = false;
    const store = storeOf(async () => (line ? testSession('fresh') : noLine()));
    await store.start(async () => ({ viewer: testViewer() }));
    expect(store.get()).toEqual({ status: 'offline', viewer: testViewer() });
    expect(store.token()).toBeNull();
    await expect(store.refresh()).rejects.toThrow('Failed to fetch');
    expect(store.get().status).toBe('offline');
    line = true;
    await store.refresh();
    expect(store.get()).toMatchObject({ status: 'signed-in', token: 'fresh' });
  });

  it('goes on without the server when it does not answer in time, and takes the late answer', async () => {
    vi.useFakeTimers();
    const store = storeOf(() => new Promise((resolve) => setTimeout(resolve, 9000, testSession('late'))));
    const started = store.start(async () => null);
    await vi.advanceTimersByTimeAsync(8000);
    await started;
    expect(store.get()).toEqual({ status: 'offline', viewer: null });
    await vi.advanceTimersByTimeAsync(1000);
    expect(store.get().status).toBe('signed-in');
    vi.useRealTimers();
  });

  it('signs out here without a connection, and at the server before anything else the next time', async () => {
    const asked: string[] = [];
    const server = (line: boolean): SessionServer => ({
      refresh: async () => {
        asked.push('refresh');
        return testSession('still there');
      },
      signOut: async () => {
        asked.push('signOut');
        return line;
      },
    });
    const store = new SessionStore(server(false));
    store.accept(testSession('x'));
    await store.signOut();
    expect(store.get().status).toBe('signed-out');

    for (const line of [false, true]) {
      const next = new SessionStore(server(line));
      await next.start(async () => ({ viewer: testViewer() }));
      expect(next.get().status).toBe('signed-out');
    }
    expect(asked).toEqual(['signOut', 'signOut', 'signOut']);
    const after = new SessionStore(server(true));
    await after.start(async () => null);
    expect(after.get().status).toBe('signed-in');
  });

  it('stays signed in when something on the device holds the person back', async () => {
    const store = storeOf(async () => null);
    store.accept(testSession('x'));
    const free = store.guardEnd(async () => false);
    await store.signOut();
    expect(store.get().status).toBe('signed-in');
    free();
    await store.signOut();
    expect(store.get().status).toBe('signed-out');
  });
});
