import { createHmac, createSecretKey, hash, KeyObject } from 'node:crypto';
import type { Checksum, SourceData } from '@smithy/types';

/** Creating a key object takes as long as hashing with it, and the signer uses the same two secrets for every request. */
const keysOfTexts = new Map<SourceData, KeyObject>();
/** Weak, so that the signing key of a day is kept only as long as the signer keeps it. */
const keysOfBytes: Pick<typeof keysOfTexts, 'get' | 'set'> = new WeakMap<object, KeyObject>() as never;

function keyOf(secret: SourceData): KeyObject {
  const keys = typeof secret === 'string' ? keysOfTexts : keysOfBytes;
  const key = keys.get(secret) ?? createSecretKey(Buffer.from(secret as string));
  keys.set(secret, key);
  return key;
}

/** SHA-256 of Node.js for the signer of the SDK, which makes a new one for each hash and updates it once. */
export class Sha256 implements Checksum {
  private data?: Uint8Array;

  constructor(private readonly secret?: SourceData) {}

  public update(data: Uint8Array): void {
    this.data = data;
  }

  public async digest(): Promise<Uint8Array> {
    return this.secret === undefined ? hash('sha256', this.data!, 'buffer') : createHmac('sha256', keyOf(this.secret)).update(this.data!).digest();
  }

  public reset(): never {
    throw new Error('the signer makes a new one for each hash');
  }
}
