import 'fake-indexeddb/auto';
import { webcrypto } from 'node:crypto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import type { RecordVisitInput } from '@/gql/graphql';
import type { Message, Outcome, SurveyDraft } from './entry';
import type { SurveyFacts } from '@/pages/surveys/facts';
import { Outbox, type Sender, type Written } from './outbox';
import { openVault } from './vault';

const visit = (household: string, observed = '妻子每周三次透析'): Written => ({
  subject: 'visit',
  householdName: household,
  unionName: '银雀山街道总工会',
  draft: { householdId: household, visitedOn: '2014-08-20', kind: 'HOME', purpose: 'ROUTINE', met: true, observed },
});

/** A server that answers by a script and remembers what it was sent. */
function server(answers: Outcome[] = []) {
  const messages: Message[] = [];
  const received: RecordVisitInput[] = [];
  const sender: Sender = {
    postId: 'post-1',
    send: async (message) => {
      messages.push(message);
      received.push(message.input as RecordVisitInput);
      return answers.shift() ?? { kind: 'sent' };
    },
  };
  return { messages, received, sender };
}

async function outboxOf(owner: string, sender: Sender) {
  const outbox = new Outbox(await openVault(owner), () => sender);
  await outbox.reload();
  return outbox;
}

const line: Outcome = { kind: 'line' };

beforeEach(() => {
  vi.stubGlobal('crypto', webcrypto);
  vi.stubGlobal('indexedDB', new IDBFactory());
});

describe('outbox', () => {
  it('keeps a visit without a connection and sends it later with the same key and its time of writing', async () => {
    const { received, sender } = server([line]);
    const outbox = await outboxOf('person-1', sender);
    const kept = await outbox.write(visit('h1'));
    expect(kept.state).toBe('waiting');
    expect(kept.problem).toEqual(line);

    // Another page load of the same person.
    const later = await outboxOf('person-1', sender);
    expect(later.entries()).toHaveLength(1);
    await later.replay();
    expect(later.entries().map((one) => one.state)).toEqual(['sent']);
    expect(received).toHaveLength(2);
    expect(received[1]).toEqual(received[0]);
    expect(received[0]).toMatchObject({ idempotencyKey: kept.id, recordedAt: kept.writtenAt, householdId: 'h1' });
    expect((await outboxOf('person-1', sender)).entries()).toEqual([]);
  });

  it('stops a round at a broken line and keeps the order of writing', async () => {
    const { received, sender } = server([line, line]);
    const outbox = await outboxOf('person-1', sender);
    await outbox.write(visit('h1'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await outbox.write(visit('h2'));
    expect(received.map((one) => one.householdId)).toEqual(['h1', 'h1']);
    await outbox.replay();
    expect(received.slice(2).map((one) => one.householdId)).toEqual(['h1', 'h2']);
    expect(outbox.unsent()).toBe(0);
  });

  it('loses nothing of a refused visit, and a correction replaces it under a new key', async () => {
    const refusals = [{ code: 'INVALID' as const, path: ['input', 'visitedOn'], message: '日期不能晚于今天' }];
    const { received, sender } = server([{ kind: 'rejected', refusals }]);
    const outbox = await outboxOf('person-1', sender);
    const refused = await outbox.write(visit('h1'));
    expect(refused).toMatchObject({ state: 'rejected', refusals });
    await outbox.replay();
    expect(received).toHaveLength(1);

    const again = await outboxOf('person-1', sender);
    expect(again.entries()[0]).toMatchObject({ state: 'rejected', refusals, draft: visit('h1').draft });
    const corrected = await again.write(visit('h1', '女儿升入六年级'), refused.id);
    expect(corrected.state).toBe('sent');
    expect(corrected.id).not.toBe(refused.id);
    expect(received[1]).toMatchObject({ observed: '女儿升入六年级', recordedAt: refused.writtenAt });
    expect(again.unsent()).toBe(0);
  });

  it('goes on with the next visit when the server cannot take one', async () => {
    const { received, sender } = server([line, { kind: 'server', message: '维护中' }]);
    const outbox = await outboxOf('person-1', sender);
    await outbox.write(visit('h1'));
    await outbox.write(visit('h2'));
    expect(received).toHaveLength(3);
    expect(outbox.entries().map((one) => one.state).toSorted()).toEqual(['sent', 'waiting']);
  });

  it('sends only in the post in which it was written', async () => {
    const first = server([line]);
    await (await outboxOf('person-1', first.sender)).write(visit('h1'));
    const other = server();
    const outbox = await outboxOf('person-1', { ...other.sender, postId: 'post-2' });
    await outbox.replay();
    expect(other.received).toEqual([]);
    expect(outbox.unsent()).toBe(1);
  });

  it('keeps a survey and a household that was not met as it keeps a visit, sealed, and sends each as what it is', async () => {
    const { messages, sender } = server([line]);
    const outbox = await outboxOf('person-1', sender);
    const about = { householdName: '张德胜', unionName: '银雀山街道总工会' };
    const seen = { annualIncomePerHead: '12000.00' } as unknown as SurveyFacts;
    const draft = { taskId: 'surveytask_1', version: 3, visitedOn: '2014-08-20', kind: 'HOME', annualIncomePerHead: '9000' } as unknown as SurveyDraft;
    const survey = await outbox.write({ subject: 'survey', draft, seen, ...about });
    await outbox.write({ subject: 'settlement', draft: { id: 'surveytask_2', version: 1, state: 'NOT_MET', visitedOn: '2014-08-20' }, ...about });

    const again = await outboxOf('person-1', sender);
    expect(again.entries().map((one) => one.state)).toEqual([]);
    const sent = { subject: 'survey', input: { ...draft, idempotencyKey: survey.id, recordedAt: survey.writtenAt } };
    expect(messages.filter((one) => one.subject === 'survey')).toEqual([sent, sent]);
    expect(messages.find((one) => one.subject === 'settlement')).toMatchObject({ subject: 'settlement', input: { id: 'surveytask_2', state: 'NOT_MET' } });
  });

  it('takes what was kept before there were surveys for the visit that it is', async () => {
    const { sender } = server([line]);
    const { subject: _, ...old } = visit('h1');
    await (await outboxOf('person-1', sender)).write(old as Written);
    expect((await outboxOf('person-1', sender)).entries()[0]).toMatchObject({ subject: 'visit', householdName: 'h1' });
  });

  it('shows one person nothing of another, and signing out destroys entries and key', async () => {
    const { sender } = server([line]);
    const outbox = await outboxOf('person-1', sender);
    await outbox.write(visit('h1'));
    expect((await outboxOf('person-2', sender)).entries()).toEqual([]);
    await outbox.destroy();
    expect((await outboxOf('person-1', sender)).entries()).toEqual([]);
  });

  it('writes nothing readable to the device and a key that cannot be taken out', async () => {
    const { sender } = server([line]);
    await (await outboxOf('person-1', sender)).write(visit('张德胜'));
    const db = await openDB('lianxin-outbox');
    const rows = (await db.getAll('entries')) as { iv: Uint8Array; sealed: ArrayBuffer }[];
    expect(rows).toHaveLength(1);
    const raw = Buffer.concat(rows.map((row) => Buffer.from(row.sealed))).toString('utf8');
    expect(raw).not.toContain('张德胜');
    expect(raw).not.toContain('householdId');
    const [key] = (await db.getAll('keys')) as CryptoKey[];
    expect(key?.extractable).toBe(false);
  });

  it('holds visits in memory only where the browser cannot encrypt', async () => {
    vi.stubGlobal('crypto', { getRandomValues: webcrypto.getRandomValues.bind(webcrypto), randomUUID: () => '' });
    const { sender } = server([line]);
    const outbox = await outboxOf('person-1', sender);
    expect(outbox.volatile).toBe(true);
    await outbox.write(visit('h1'));
    expect(outbox.unsent()).toBe(1);
  });
});
