import 'fake-indexeddb/auto';
import { webcrypto } from 'node:crypto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import type { OwnHouseholdFragment } from '@/gql/graphql';
import { testViewer } from '@/test/session';
import { findKept, forgetKept, keep } from './kept';

const household: OwnHouseholdFragment = {
  id: 'household_1',
  headName: '张德胜',
  address: '枣园镇某村 12 号',
  phone: '13900000000',
  tier: 'DEEP',
  mainCause: 'ILLNESS',
  needs: ['MEDICAL_AID'],
  visits: { nodes: [{ id: 'visit_1', visitedOn: '2014-08-06' }] },
  measures: [{ id: 'measure_1', text: '联系大病救助', dueOn: '2014-09-01', overdue: false }],
};

const daysAgo = (count: number) => new Date(Date.now() - count * 24 * 60 * 60 * 1000).toISOString();

const keptOf = (personId: string, keptAt = new Date().toISOString()) => ({
  viewer: testViewer({ person: { id: personId, name: '王建国', login: 'wangjianguo' } }),
  households: [household],
  surveys: [],
  keptAt,
});

beforeEach(() => {
  vi.stubGlobal('crypto', webcrypto);
  vi.stubGlobal('indexedDB', new IDBFactory());
});

describe('what is kept on the device', () => {
  it('is there for the next time without a connection, and only of who was signed in last', async () => {
    expect(await findKept()).toBeNull();
    await keep(keptOf('person_1'));
    expect(await findKept()).toMatchObject({ viewer: { person: { id: 'person_1' } }, households: [household] });
    await keep(keptOf('person_2'));
    expect((await findKept())?.viewer.person.id).toBe('person_2');
  });

  it('is not readable, and its key cannot be taken out', async () => {
    await keep(keptOf('person_1'));
    const db = await openDB('lianxin-outbox');
    const [row] = (await db.getAll('kept')) as { sealed: ArrayBuffer }[];
    const raw = Buffer.from(row?.sealed ?? new ArrayBuffer(0)).toString('utf8');
    expect(raw.length).toBeGreaterThan(100);
    for (const fact of ['张德胜', '枣园镇', '13900000000', 'headName']) expect(raw).not.toContain(fact);
    const [key] = (await db.getAll('keys')) as CryptoKey[];
    expect(key?.extractable).toBe(false);
    db.close();
  });

  it('goes with the session', async () => {
    await keep(keptOf('person_1'));
    await forgetKept();
    expect(await findKept()).toBeNull();
  });

  it('opens to nobody without its key', async () => {
    await keep(keptOf('person_1'));
    const db = await openDB('lianxin-outbox');
    await db.clear('keys');
    db.close();
    expect(await findKept()).toBeNull();
  });

  it('is shown for a week after the server last said that the person may see it', async () => {
    await keep(keptOf('person_1', daysAgo(6)));
    expect(await findKept()).not.toBeNull();
    await keep(keptOf('person_1', daysAgo(8)));
    expect(await findKept()).toBeNull();
  });

  it('is nothing where the browser cannot encrypt', async () => {
    vi.stubGlobal('crypto', { getRandomValues: webcrypto.getRandomValues.bind(webcrypto) });
    await keep(keptOf('person_1'));
    expect(await findKept()).toBeNull();
  });
});
