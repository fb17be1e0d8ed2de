import { canKeep, openDatabase, type DeviceDatabase } from '@/app/device/database';
import { Seal } from '@/app/device/seal';
import type { OutboxEntry } from './entry';

/** Where visits and surveys wait that are not uploaded yet. */
export interface Vault {
  /** True when closing the page loses what is in it: no encryption or no storage in this browser. */
  readonly volatile: boolean;
  load(): Promise<OutboxEntry[]>;
  save(entry: OutboxEntry): Promise<void>;
  remove(id: string): Promise<void>;
  /** Forgets every entry of the owner and the key that opens them. */
  destroy(): Promise<void>;
}

/** The encrypted vault of one person in IndexedDB. */
class SealedVault implements Vault {
  readonly volatile = false;

  constructor(
    private readonly db: DeviceDatabase,
    private readonly seal: Seal,
  ) {}

  async load(): Promise<OutboxEntry[]> {
    const rows = await this.db.getAllFromIndex('entries', 'owner', this.seal.owner);
    const opened = await Promise.all(
      rows.map(async (row) => {
        const entry = await this.seal.open<OutboxEntry>(row);
        if (!entry) await this.remove(row.id);
        // What was kept before there were surveys is a visit.
        return entry && { ...entry, subject: entry.subject ?? 'visit' } as OutboxEntry;
      }),
    );
    return opened.filter((one) => one !== null);
  }

  async save(entry: OutboxEntry): Promise<void> {
    await this.db.put('entries', await this.seal.seal(entry.id, entry));
  }

  async remove(id: string): Promise<void> {
    await this.db.delete('entries', id);
  }

  async destroy(): Promise<void> {
    const change = this.db.transaction(['entries', 'keys'], 'readwrite');
    const ids = await change.objectStore('entries').index('owner').getAllKeys(this.seal.owner);
    await Promise.all(ids.map((id) => change.objectStore('entries').delete(id)));
    await change.objectStore('keys').delete(this.seal.owner);
    await change.done;
  }
}

/** Without encryption nothing personal is written to the device. */
class MemoryVault implements Vault {
  readonly volatile = true;
  private readonly entries = new Map<string, OutboxEntry>();

  async load(): Promise<OutboxEntry[]> {
    return [...this.entries.values()];
  }

  async save(entry: OutboxEntry): Promise<void> {
    this.entries.set(entry.id, entry);
  }

  async remove(id: string): Promise<void> {
    this.entries.delete(id);
  }

  async destroy(): Promise<void> {
    this.entries.clear();
  }
}

/** Opens the vault of a person on this device. */
export async function openVault(owner: string): Promise<Vault> {
  if (!canKeep()) return new MemoryVault();
  try {
    const db = await openDatabase();
    return new SealedVault(db, await Seal.of(db, owner));
  } catch {
    return new MemoryVault();
  }
}
