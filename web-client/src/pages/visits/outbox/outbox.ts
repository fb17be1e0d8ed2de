import { v4 as uuid } from 'uuid';
import { messageOf, type Content, type EntryFacts, type Message, type OutboxEntry, type Outcome } from './entry';
import type { Vault } from './vault';

/** Longest wait of a form for the answer; after it the entry goes on in the background. */
const patience = 8000;

export interface Sender {
  /** The post that the person acts in now. */
  postId: string;
  send: (message: Message) => Promise<Outcome>;
}

export type Written = Content & Pick<EntryFacts, 'householdName' | 'unionName'>;

/** Order of writing; equal moments by key so that all tabs agree. */
const byTime = (a: OutboxEntry, b: OutboxEntry) => a.writtenAt.localeCompare(b.writtenAt) || a.id.localeCompare(b.id);

/**
 * Visits and surveys that are written down but not yet with the server. Everything goes through here, with or
 * without a connection: first kept, then sent, and gone from the device once the server has it.
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
   * writing stays. Answers with how it stands after at most eight seconds.
   */
  async write(written: Written, replaces?: string): Promise<OutboxEntry> {
    const before = this.list.find((one) => one.id === replaces);
    const entry: OutboxEntry = {
      ...written,
      id: uuid(),
      postId: this.sender().postId,
      state: 'waiting',
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
    await this.vault.remove(id);
    this.show(this.list.filter((one) => one.id !== id));
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
    const { postId, send } = this.sender();
    for (const entry of this.list.filter((one) => one.state === 'waiting' && one.postId === postId)) {
      this.change(entry.id, { state: 'sending' });
      const outcome = await send(messageOf(entry));
      await this.settle(entry, outcome);
      if (outcome.kind === 'line') return;
    }
  }

  private async settle(entry: OutboxEntry, outcome: Outcome): Promise<void> {
    if (outcome.kind === 'sent') {
      await this.vault.remove(entry.id);
      this.change(entry.id, { state: 'sent', problem: null, refusals: [] });
      return;
    }
    const after: OutboxEntry =
      outcome.kind === 'rejected'
        ? { ...entry, state: 'rejected', refusals: outcome.refusals, problem: null }
        : { ...entry, state: 'waiting', problem: outcome };
    await this.vault.save(after);
    this.change(entry.id, after);
  }

  private change(id: string, to: Partial<EntryFacts>): void {
    this.show(this.list.map((one) => (one.id === id ? { ...one, ...to } : one)));
  }

  private show(entries: OutboxEntry[]): void {
    this.list = entries.toSorted(byTime);
    for (const listener of this.listeners) listener();
  }
}
