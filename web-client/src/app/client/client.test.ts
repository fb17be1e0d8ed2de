import { MySessionsDocument } from '@/gql/graphql';
import { testSession } from '@/test/session';
import { connect } from './client';

interface Seen {
  operation: string;
  token: string | null;
}

const respond = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** A server that takes only `good` as token and gives `refreshed` for the cookie. */
function server(good: string, refreshed: () => object) {
  const seen: Seen[] = [];
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    const { query } = JSON.parse(String(init.body)) as { query: string };
    const operation = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
    const token = new Headers(init.headers).get('authorization');
    seen.push({ operation, token });
    if (operation === 'RefreshSession') return respond(200, { data: { refreshSession: refreshed() } });
    if (token !== `Bearer ${good}`) {
      return respond(401, { errors: [{ message: '请登录', extensions: { code: 'UNAUTHENTICATED' } }] });
    }
    return respond(200, { data: { viewer: { __typename: 'Viewer', sessions: [] } } });
  });
  return seen;
}

const refreshes = (seen: Seen[]) => seen.filter((one) => one.operation === 'RefreshSession').length;

describe('the client', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('gets a new token once when the server says that the old one ended, and repeats the requests', async () => {
    const seen = server('fresh', () => testSession('fresh'));
    const { session, newClient } = connect({ apiUrl: 'http://localhost/graphql', cities: [] });
    session.accept(testSession('ended'));
    const client = newClient();
    const ask = (n: number) => client.query(MySessionsDocument, { n } as never).toPromise();
    const answers = await Promise.all([ask(1), ask(2), ask(3)]);
    expect(answers.map((one) => one.data?.viewer?.sessions)).toEqual([[], [], []]);
    expect(refreshes(seen)).toBe(1);
    expect(session.token()).toBe('fresh');
  });

  it('asks for a new token before sending with one that is about to end', async () => {
    const seen = server('fresh', () => testSession('fresh'));
    const { session, newClient } = connect({ apiUrl: 'http://localhost/graphql', cities: [] });
    session.accept(testSession('ending', 5));
    await newClient().query(MySessionsDocument, {}).toPromise();
    expect(seen.map((one) => one.operation)).toEqual(['RefreshSession', 'MySessions']);
  });

  it('ends the session when the server gives no new token, and sends the token never with the refresh', async () => {
    const seen = server('none', () => ({ accessToken: null, expiresAt: null, viewer: null, errors: [] }));
    const { session, newClient } = connect({ apiUrl: 'http://localhost/graphql', cities: [] });
    session.accept(testSession('ended'));
    await newClient().query(MySessionsDocument, {}).toPromise();
    expect(session.get().status).toBe('signed-out');
    expect(seen.find((one) => one.operation === 'RefreshSession')?.token).toBeNull();
  });

  it('keeps the session when only the line is broken', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    const { session, newClient } = connect({ apiUrl: 'http://localhost/graphql', cities: [] });
    session.accept(testSession('ending', 5));
    const answer = await newClient().query(MySessionsDocument, {}).toPromise();
    expect(answer.error?.networkError).toBeDefined();
    expect(session.token()).toBe('ending');
  });
});
