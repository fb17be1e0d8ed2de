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
  savePhoto(id: string, bytes: ArrayBuffer): Promise<void>;
  /** Null for one that was removed, or whose key was. */
  loadPhoto(id: string): Promise<ArrayBuffer | null>;
  removePhoto(id: string): Promise<void>;
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
        // What an older version of this page kept is a visit without photographs.
        return entry && ({ ...entry, subject: entry.subject ?? 'visit', photos: entry.photos ?? [], visitId: entry.visitId ?? null } as OutboxEntry);
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

  async savePhoto(id: string, bytes: ArrayBuffer): Promise<void> {
    await this.db.put('photos', await this.seal.sealBytes(id, bytes));
  }

  async loadPhoto(id: string): Promise<ArrayBuffer | null> {
    const row = await this.db.get('photos', id);
    return row ? this.seal.openBytes(row) : null;
  }

  async removePhoto(id: string): Promise<void> {
    await this.db.delete('photos', id);
  }

  async destroy(): Promise<void> {
    const change = this.db.transaction(['entries', 'photos', 'keys'], 'readwrite');
    for (const name of ['entries', 'photos'] as const) {
      const ids = await change.objectStore(name).index('owner').getAllKeys(this.seal.owner);
      await Promise.all(ids.map((id) => change.objectStore(name).delete(id)));
    }
    await change.objectStore('keys').delete(this.seal.owner);
    await change.done;
  }
}

/** Without encryption nothing personal is written to the device. */
class MemoryVault implements Vault {
  readonly volatile = true;
  private readonly entries = new Map<string, OutboxEntry>();
  private readonly photos = new Map<string, ArrayBuffer>();

  async load(): Promise<OutboxEntry[]> {
    return [...this.entries.values()];
  }

  async save(entry: OutboxEntry): Promise<void> {
    this.entries.set(entry.id, entry);
  }

  async remove(id: string): Promise<void> {
    this.entries.delete(id);
  }

  async savePhoto(id: string, bytes: ArrayBuffer): Promise<void> {
    this.photos.set(id, bytes);
  }

  async loadPhoto(id: string): Promise<ArrayBuffer | null> {
    return this.photos.get(id) ?? null;
  }

  async removePhoto(id: string): Promise<void> {
    this.photos.delete(id);
  }

  async destroy(): Promise<void> {
    this.entries.clear();
    this.photos.clear();
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
