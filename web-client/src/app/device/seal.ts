import type { DeviceDatabase, Sealed } from './database';

const algorithm = 'AES-GCM';
/** Bytes of a nonce, as NIST SP 800-38D recommends for GCM. */
const nonceLength = 12;

/** Binds what is sealed to its owner and place, so that it cannot be moved under another name. */
const bond = (owner: string, id: string) => new TextEncoder().encode(`${owner}\n${id}`);

/** Seals with the key of one person on this device, and opens what it sealed. */
export class Seal {
  private constructor(
    readonly owner: string,
    private readonly key: CryptoKey,
  ) {}

  /** The person's seal; its key is made when there is none yet. */
  static async of(db: DeviceDatabase, owner: string): Promise<Seal> {
    const known = await Seal.known(db, owner);
    if (known) return known;
    const made = await crypto.subtle.generateKey({ name: algorithm, length: 256 }, false, ['encrypt', 'decrypt']);
    try {
      await db.add('keys', made, owner);
      return new Seal(owner, made);
    } catch {
      // Another tab was first: its key is the one.
      const theirs = await Seal.known(db, owner);
      if (theirs) return theirs;
      throw new Error('no key on this device');
    }
  }

  /** The person's seal if there is one: without its key nothing of theirs can be opened. */
  static async known(db: DeviceDatabase, owner: string): Promise<Seal | null> {
    const key = await db.get('keys', owner);
    return key ? new Seal(owner, key) : null;
  }

  async seal(id: string, value: object): Promise<Sealed> {
    return this.sealBytes(id, new TextEncoder().encode(JSON.stringify(value)));
  }

  /** As `seal`, for what is no text. */
  async sealBytes(id: string, plain: BufferSource): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(nonceLength));
    const additionalData = bond(this.owner, id);
    const sealed = await crypto.subtle.encrypt({ name: algorithm, iv, additionalData }, this.key, plain);
    return { id, owner: this.owner, iv, sealed };
  }

  /** Null for what was sealed with a key that was destroyed: nobody can read it any more. */
  async open<T>(row: Sealed): Promise<T | null> {
    const plain = await this.openBytes(row);
    return plain && (JSON.parse(new TextDecoder().decode(plain)) as T);
  }

  /** As `open`, for what is no text. */
  async openBytes(row: Sealed): Promise<ArrayBuffer | null> {
    try {
      const additionalData = bond(this.owner, row.id);
      return await crypto.subtle.decrypt({ name: algorithm, iv: row.iv, additionalData }, this.key, row.sealed);
    } catch {
      return null;
    }
  }
}
