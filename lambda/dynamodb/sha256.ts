import { createHmac, createSecretKey, hash, KeyObject } from 'node:crypto';
import type { Checksum, SourceData } from '@smithy/types';

/** Creating a key object takes as long as hashing with it. Weak, so that a key is kept only as long as the signer keeps it. */
const keys = new WeakMap<object, KeyObject>();

function keyOf(secret: Exclude<SourceData, string>): KeyObject {
  const key = keys.get(secret) ?? createSecretKey(Buffer.from(secret as Uint8Array));
  keys.set(secret, key);
  return key;
}

/** The last hash with each text as the secret: for every request the signer hashes the id of the access key, with the same secret. */
const lastHashes = new Map<string, { readonly data: Uint8Array; readonly digest: Uint8Array }>();

function hashWithText(secret: string, data: Uint8Array): Uint8Array {
  const last = lastHashes.get(secret);
  if (last && Buffer.compare(last.data, data) === 0) {
    return last.digest;
  }
  const digest = createHmac('sha256', secret).update(data).digest();
  lastHashes.set(secret, { data, digest });
  return digest;
}

/** SHA-256 of Node.js for the signer of the SDK, which makes a new one for each hash and updates it once. */
export class Sha256 implements Checksum {
  private data?: Uint8Array;

  constructor(private readonly secret?: SourceData) {}

  public update(data: Uint8Array): void {
    this.data = data;
  }

  public async digest(): Promise<Uint8Array> {
    const { data, secret } = this;
    if (secret === undefined) {
      return hash('sha256', data!, 'buffer');
    }
    return typeof secret === 'string' ? hashWithText(secret, data!) : createHmac('sha256', keyOf(secret)).update(data!).digest();
  }

  public reset(): never {
    throw new Error('the signer makes a new one for each hash');
  }
}
