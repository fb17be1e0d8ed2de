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
function server(answers: Outcome[] = [], forPhotos: Outcome[] = []) {
  const messages: Message[] = [];
  const received: RecordVisitInput[] = [];
  const photos: { visitId: string; name: string; key: string; text: string }[] = [];
  const sender: Sender = {
    postId: 'post-1',
    send: async (message) => {
      messages.push(message);
      const input = message.input as RecordVisitInput;
      received.push(input);
      return answers.shift() ?? { kind: 'sent', id: message.subject === 'settlement' ? null : `visit of ${input.householdId}` };
    },
    sendPhoto: async (visitId, picture, key) => {
      photos.push({ visitId, name: picture.name, key, text: new TextDecoder().decode(picture.bytes) });
      return forPhotos.shift() ?? { kind: 'sent', id: 'attachment' };
    },
  };
  return { messages, received, photos, sender };
}

const picture = (name: string) => ({ name, type: 'image/jpeg', bytes: new TextEncoder().encode(`${name} 的内容`).buffer as ArrayBuffer });
const withPhotos = (household: string, ...names: string[]): Written => ({ ...visit(household), pictures: names.map(picture) });

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

  it('sends photographs after all visits, each with its visit and the same key again', async () => {
    const { received, photos, sender } = server([line], [line]);
    const outbox = await outboxOf('person-1', sender);
    await outbox.write(withPhotos('h1', '一.jpg', '二.jpg'));
    expect(photos).toEqual([]);
    // The line is back for the record and breaks at the first photograph: another page load goes on.
    await outbox.write(withPhotos('h2', '三.jpg'));
    expect(received.map((one) => one.householdId)).toEqual(['h1', 'h1', 'h2']);
    expect(photos.map((one) => one.name)).toEqual(['一.jpg']);
    const later = await outboxOf('person-1', sender);
    expect(later.entries().map((one) => [one.state, one.visitId])).toEqual([['photos', 'visit of h1'], ['photos', 'visit of h2']]);
    expect(later.entries()[0]?.photos[0]?.problem).toEqual(line);
    expect(later.unsent()).toBe(2);
    await later.replay();
    expect(received).toHaveLength(3);
    expect(photos.slice(1).map((one) => [one.visitId, one.name, one.text])).toEqual([
      ['visit of h1', '一.jpg', '一.jpg 的内容'],
      ['visit of h1', '二.jpg', '二.jpg 的内容'],
      ['visit of h2', '三.jpg', '三.jpg 的内容'],
    ]);
    expect(photos[1]?.key).toBe(photos[0]?.key);
    expect(later.entries().map((one) => one.state)).toEqual(['sent', 'sent']);
    expect((await outboxOf('person-1', sender)).entries()).toEqual([]);
    const db = await openDB('lianxin-outbox');
    expect(await db.count('photos')).toBe(0);
    db.close();
  });

  it('keeps why a photograph was refused until it is given up', async () => {
    const refusals = [{ code: 'INVALID' as const, path: ['input', 'file'], message: '暂不支持 HEIC 格式的照片' }];
    const { photos, sender } = server([], [{ kind: 'rejected', refusals }]);
    const outbox = await outboxOf('person-1', sender);
    const written = await outbox.write(withPhotos('h1', 'IMG.HEIC', '二.jpg'));
    expect(written).toMatchObject({ state: 'partial', visitId: 'visit of h1' });
    await outbox.replay();
    expect(photos).toHaveLength(2);
    const again = await outboxOf('person-1', sender);
    const [entry] = again.entries();
    expect(entry?.photos.map((one) => [one.state, one.refusals])).toEqual([['rejected', refusals], ['sent', []]]);
    await again.discardPhoto(written.id, entry?.photos[0]?.id ?? '');
    expect(again.unsent()).toBe(0);
    expect((await outboxOf('person-1', sender)).entries()).toEqual([]);
  });

  it('takes the photographs of a refused visit along with its correction', async () => {
    const { photos, sender } = server([{ kind: 'rejected', refusals: [{ code: 'INVALID', path: ['input', 'visitedOn'], message: '日期不能晚于今天' }] }]);
    const outbox = await outboxOf('person-1', sender);
    const refused = await outbox.write(withPhotos('h1', '一.jpg'));
    expect(photos).toEqual([]);
    const corrected = await outbox.write(withPhotos('h1', '二.jpg'), refused.id);
    expect(corrected.state).toBe('sent');
    expect(photos.map((one) => one.name)).toEqual(['一.jpg', '二.jpg']);
  });

  it('writes no readable photograph to the device, and forgets it with the visit or at the end of the session', async () => {
    const { sender } = server([line, line]);
    const outbox = await outboxOf('person-1', sender);
    const kept = await outbox.write(withPhotos('h1', '一.jpg'));
    const db = await openDB('lianxin-outbox');
    const [row] = (await db.getAll('photos')) as { sealed: ArrayBuffer }[];
    expect(Buffer.from(row?.sealed ?? new ArrayBuffer(0)).toString('utf8')).not.toContain('内容');
    await outbox.discard(kept.id);
    expect(await db.count('photos')).toBe(0);
    await outbox.write(withPhotos('h1', '二.jpg'));
    expect(await db.count('photos')).toBe(1);
    await outbox.destroy();
    expect(await db.count('photos')).toBe(0);
    db.close();
  });

  it('takes up a visit that an older version of this page kept', async () => {
    const first = server([line]);
    await (await outboxOf('person-1', first.sender)).write(visit('h1'));
    const vault = await openVault('person-1');
    const [entry] = await vault.load();
    const { photos: _, visitId: __, ...old } = entry ?? {};
    await vault.save(old as never);
    const { received, sender } = server();
    const outbox = await outboxOf('person-1', sender);
    await outbox.replay();
    expect(received).toHaveLength(1);
    expect(outbox.unsent()).toBe(0);
  });

  it('keeps nothing of a visit for which the device has no room', async () => {
    const { received, sender } = server();
    const vault = await openVault('person-1');
    const outbox = new Outbox(vault, () => sender);
    const save = vault.savePhoto.bind(vault);
    let room = 1;
    vault.savePhoto = async (id, bytes) => {
      room -= 1;
      if (room < 0) throw new DOMException('full', 'QuotaExceededError');
      await save(id, bytes);
    };
    await expect(outbox.write(withPhotos('h1', '一.jpg', '二.jpg'))).rejects.toThrow('full');
    expect(outbox.entries()).toEqual([]);
    expect(received).toEqual([]);
    const db = await openDB('lianxin-outbox');
    expect([await db.count('photos'), await db.count('entries')]).toEqual([0, 0]);
    db.close();
  });
});
