import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { OutboxEntry } from './entry';

/** Where visits wait that are not uploaded yet. */
export interface Vault {
  /** True when closing the page loses what is in it: no encryption or no storage in this browser. */
  readonly volatile: boolean;
  load(): Promise<OutboxEntry[]>;
  save(entry: OutboxEntry): Promise<void>;
  remove(id: string): Promise<void>;
  /** Forgets every entry of the owner and the key that opens them. */
  destroy(): Promise<void>;
}

interface Stored {
  id: string;
  owner: string;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

interface Schema extends DBSchema {
  /** One key a person; it cannot be read out, only used. */
  keys: { key: string; value: CryptoKey };
  entries: { key: string; value: Stored; indexes: { owner: string } };
}

const databaseName = 'lianxin-outbox';
const algorithm = 'AES-GCM';
/** Bytes of a nonce, as NIST SP 800-38D recommends for GCM. */
const nonceLength = 12;

function openDatabase(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(databaseName, 1, {
    upgrade(db) {
      db.createObjectStore('keys');
      db.createObjectStore('entries', { keyPath: 'id' }).createIndex('owner', 'owner');
    },
  });
}

async function keyOf(db: IDBPDatabase<Schema>, owner: string): Promise<CryptoKey> {
  const known = await db.get('keys', owner);
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: algorithm, length: 256 }, false, ['encrypt', 'decrypt']);
  try {
    await db.add('keys', made, owner);
    return made;
  } catch {
    // Another tab was first: its key is the one.
    const theirs = await db.get('keys', owner);
    if (theirs) return theirs;
    throw new Error('no key for the outbox');
  }
}

/** Binds a sealed entry to its owner and place, so that it cannot be moved under another name. */
const bond = (owner: string, id: string) => new TextEncoder().encode(`${owner}\n${id}`);

/** The encrypted vault of one person in IndexedDB. */
class SealedVault implements Vault {
  readonly volatile = false;

  constructor(
    private readonly db: IDBPDatabase<Schema>,
    private readonly owner: string,
    private readonly key: CryptoKey,
  ) {}

  async load(): Promise<OutboxEntry[]> {
    const rows = await this.db.getAllFromIndex('entries', 'owner', this.owner);
    const opened = await Promise.all(rows.map((row) => this.unseal(row)));
    return opened.filter((one) => one !== null);
  }

  async save(entry: OutboxEntry): Promise<void> {
    const iv = crypto.getRandomValues(new Uint8Array(nonceLength));
    const plain = new TextEncoder().encode(JSON.stringify(entry));
    const sealed = await crypto.subtle.encrypt(
      { name: algorithm, iv, additionalData: bond(this.owner, entry.id) },
      this.key,
      plain,
    );
    await this.db.put('entries', { id: entry.id, owner: this.owner, iv, sealed });
  }

  async remove(id: string): Promise<void> {
    await this.db.delete('entries', id);
  }

  async destroy(): Promise<void> {
    const change = this.db.transaction(['entries', 'keys'], 'readwrite');
    const ids = await change.objectStore('entries').index('owner').getAllKeys(this.owner);
    await Promise.all(ids.map((id) => change.objectStore('entries').delete(id)));
    await change.objectStore('keys').delete(this.owner);
    await change.done;
  }

  private async unseal(row: Stored): Promise<OutboxEntry | null> {
    try {
      const plain = await crypto.subtle.decrypt(
        { name: algorithm, iv: row.iv, additionalData: bond(this.owner, row.id) },
        this.key,
        row.sealed,
      );
      return JSON.parse(new TextDecoder().decode(plain)) as OutboxEntry;
    } catch {
      // Sealed with a key that was destroyed: nobody can read it any more.
      await this.remove(row.id);
      return null;
    }
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
  if (typeof indexedDB === 'undefined' || !globalThis.crypto?.subtle) return new MemoryVault();
  try {
    const db = await openDatabase();
    return new SealedVault(db, owner, await keyOf(db, owner));
  } catch {
    return new MemoryVault();
  }
}
