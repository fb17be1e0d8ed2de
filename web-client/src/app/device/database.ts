import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** Something that only its owner's key on this device opens. */
export interface Sealed {
  id: string;
  /** Id of the person. */
  owner: string;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

interface Schema extends DBSchema {
  /** One key a person; it cannot be read out, only used. */
  keys: { key: string; value: CryptoKey };
  /** Visits that the server does not have yet. */
  entries: { key: string; value: Sealed; indexes: { owner: string } };
  /** Photographs of such visits. */
  photos: { key: string; value: Sealed; indexes: { owner: string } };
  /** What the person who signed in last may look at without a connection; one row at most. */
  kept: { key: string; value: Sealed };
}

export type DeviceDatabase = IDBPDatabase<Schema>;

/** False in a browser without storage or encryption, in which nothing personal is written to the device. */
export function canKeep(): boolean {
  return typeof indexedDB !== 'undefined' && Boolean(globalThis.crypto?.subtle);
}

export function openDatabase(): Promise<DeviceDatabase> {
  return openDB<Schema>('lianxin-outbox', 3, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore('keys');
        db.createObjectStore('entries', { keyPath: 'id' }).createIndex('owner', 'owner');
      }
      if (from < 2) db.createObjectStore('kept', { keyPath: 'id' });
      if (from < 3) db.createObjectStore('photos', { keyPath: 'id' }).createIndex('owner', 'owner');
    },
  });
}
