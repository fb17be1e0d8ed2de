import { v4 as uuid } from 'uuid';
import type { Picture } from '@/shared/attachments/upload';
import { messageOf, type Content, type EntryFacts, type Message, type OutboxEntry, type Outcome, type PhotoEntry } from './entry';
import type { Vault } from './vault';

/** Longest wait of a form for the answer; after it the entry goes on in the background. */
const patience = 8000;

export interface Sender {
  /** The post that the person acts in now. */
  postId: string;
  send: (message: Message) => Promise<Outcome>;
  /** Sends a photograph of a visit that the server has; the key makes a repetition safe. */
  sendPhoto: (visitId: string, picture: Picture, key: string) => Promise<Outcome>;
}

export type Written = Content &
  Pick<EntryFacts, 'householdName' | 'unionName'> & {
    /** Photographs that go after the visit. */
    pictures?: Picture[];
  };

/** Order of writing; equal moments by key so that all tabs agree. */
const byTime = (a: OutboxEntry, b: OutboxEntry) => a.writtenAt.localeCompare(b.writtenAt) || a.id.localeCompare(b.id);

/**
 * Visits and surveys that are written down but not yet with the server. Everything goes through here, with or
 * without a connection: first kept, then sent, and gone from the device once the server has it.
 * Photographs go apart from their visits, after all of these: a bad line holds up no record.
 */
export class Outbox {
  private list: OutboxEntry[] = [];
  private readonly listeners = new Set<() => void>();
  private running: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly vault: Vault,
    private readonly sender: () => Sender,
  ) {}

  readonly entries = (): OutboxEntry[] => this.list;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get volatile(): boolean {
    return this.vault.volatile;
  }

  /** How many entries would be lost with this device's memory. */
  unsent(): number {
    return this.list.filter((one) => one.state !== 'sent').length;
  }

  /** Takes over what another tab or an earlier visit to this page left; what was sent meanwhile goes. */
  async reload(): Promise<void> {
    const kept = await this.vault.load();
    const sent = this.list.filter((one) => one.state === 'sent');
    this.show([...kept, ...sent]);
  }

  /**
   * Keeps an entry and tries to send it. `replaces` names the refused one that this corrects; its time of
   * writing and its photographs stay. Answers with how it stands after at most eight seconds. Throws where
   * the device has no room for it; then nothing is kept.
   */
  async write(written: Written, replaces?: string): Promise<OutboxEntry> {
    const { pictures = [], ...facts } = written;
    const before = this.list.find((one) => one.id === replaces);
    const added = pictures.map(({ name, type }): PhotoEntry => ({ id: uuid(), name, type, state: 'waiting', refusals: [], problem: null }));
    try {
      for (const [index, { id }] of added.entries()) await this.vault.savePhoto(id, pictures[index]?.bytes ?? new ArrayBuffer(0));
    } catch (full) {
      // The device has no room: what was kept of it would never be sent.
      for (const { id } of added) await this.vault.removePhoto(id);
      throw full;
    }
    const entry: OutboxEntry = {
      ...facts,
      id: uuid(),
      postId: this.sender().postId,
      state: 'waiting',
      visitId: null,
      photos: [...(before?.photos ?? []), ...added],
      writtenAt: before?.writtenAt ?? new Date().toISOString(),
      refusals: [],
      problem: null,
    };
    await this.vault.save(entry);
    if (before) await this.vault.remove(before.id);
    this.show([...this.list.filter((one) => one.id !== before?.id), entry]);
    await Promise.race([this.replay(), new Promise((resolve) => setTimeout(resolve, patience))]);
    return this.list.find((one) => one.id === entry.id) ?? entry;
  }

  async discard(id: string): Promise<void> {
    for (const photo of this.list.find((one) => one.id === id)?.photos ?? []) await this.vault.removePhoto(photo.id);
    await this.vault.remove(id);
    this.show(this.list.filter((one) => one.id !== id));
  }

  /** Gives up one photograph of a visit. */
  async discardPhoto(id: string, photoId: string): Promise<void> {
    const entry = this.list.find((one) => one.id === id);
    if (!entry) return;
    await this.vault.removePhoto(photoId);
    await this.keep({ ...entry, photos: entry.photos.filter((one) => one.id !== photoId) });
  }

  /** Forgets everything, also the key; for signing out. */
  async destroy(): Promise<void> {
    await this.vault.destroy();
    this.show([]);
  }

  /** Sends what waits, one after the other, in one tab at a time. */
  replay(): Promise<void> {
    if (this.running) {
      // Something may have been written behind the place where the round is now.
      this.again = true;
      return this.running;
    }
    const rounds = async () => {
      do {
        this.again = false;
        await this.round();
      } while (this.again);
    };
    const inTurn = async () => {
      await (typeof navigator !== 'undefined' && 'locks' in navigator
        ? navigator.locks.request('lianxin-outbox', rounds)
        : rounds());
    };
    this.running = inTurn().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async round(): Promise<void> {
    await this.reload();
    const sender = this.sender();
    const waiting = (state: OutboxEntry['state']) => this.list.filter((one) => one.state === state && one.postId === sender.postId);
    for (const entry of waiting('waiting')) {
      this.change(entry.id, { state: 'sending' });
      const outcome = await sender.send(messageOf(entry));
      await this.settle(entry, outcome);
      if (outcome.kind === 'line') return;
    }
    for (const entry of waiting('photos')) {
      if (!(await this.sendPhotos(entry.id, sender))) return;
    }
  }

  private async settle(entry: OutboxEntry, outcome: Outcome): Promise<void> {
    // What can have no photographs is done with.
    if (outcome.kind === 'sent') return this.keep({ ...entry, visitId: outcome.id, state: 'sent', problem: null, refusals: [] });
    return this.keep(
      outcome.kind === 'rejected'
        ? { ...entry, state: 'rejected', refusals: outcome.refusals, problem: null }
        : { ...entry, state: 'waiting', problem: outcome },
    );
  }

  /** False when the line broke. */
  private async sendPhotos(id: string, sender: Sender): Promise<boolean> {
    const now = () => this.list.find((one) => one.id === id);
    for (const { id: key } of now()?.photos.filter((one) => one.state === 'waiting') ?? []) {
      const entry = now();
      const photo = entry?.photos.find((one) => one.id === key);
      if (!entry?.visitId || !photo) continue;
      const bytes = await this.vault.loadPhoto(key);
      if (!bytes) {
        // Its key was destroyed: nobody can read it any more.
        await this.discardPhoto(id, key);
        continue;
      }
      this.change(id, { photos: replaced(entry.photos, { ...photo, state: 'sending' }) });
      const outcome = await sender.sendPhoto(entry.visitId, { name: photo.name, type: photo.type, bytes }, key);
      if (outcome.kind === 'sent') await this.vault.removePhoto(key);
      const after: PhotoEntry =
        outcome.kind === 'sent'
          ? { ...photo, state: 'sent', problem: null }
          : outcome.kind === 'rejected'
            ? { ...photo, state: 'rejected', refusals: outcome.refusals, problem: null }
            : { ...photo, state: 'waiting', problem: outcome };
      const still = now();
      if (still) await this.keep({ ...still, photos: replaced(still.photos, after) });
      if (outcome.kind === 'line') return false;
    }
    return true;
  }

  /** Keeps an entry as it stands now, on the device as long as anything of it is to be sent. */
  private async keep(entry: OutboxEntry): Promise<void> {
    const after = entry.visitId ? { ...entry, state: stateOfPhotos(entry.photos) } : entry;
    if (after.state === 'sent') await this.vault.remove(after.id);
    else await this.vault.save(after);
    this.change(after.id, after);
  }

  private change(id: string, to: Partial<EntryFacts>): void {
    this.show(this.list.map((one) => (one.id === id ? { ...one, ...to } : one)));
  }

  private show(entries: OutboxEntry[]): void {
    this.list = entries.toSorted(byTime);
    for (const listener of this.listeners) listener();
  }
}

function replaced(photos: PhotoEntry[], by: PhotoEntry): PhotoEntry[] {
  return photos.map((one) => (one.id === by.id ? by : one));
}

/** How a visit stands that the server has: until its last photograph is there, it is not done. */
function stateOfPhotos(photos: PhotoEntry[]): OutboxEntry['state'] {
  const open = photos.filter((one) => one.state !== 'sent');
  if (open.length === 0) return 'sent';
  return open.every((one) => one.state === 'rejected') ? 'partial' : 'photos';
}
