import { createHash, createHmac, Hash, Hmac } from 'node:crypto';

type Data = string | ArrayBuffer | ArrayBufferView;

/** SHA-256 with the interface of AWS's signer; with a key, it is an HMAC. */
export class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(key?: Data) {
    this.hash = key === undefined ? createHash('sha256') : createHmac('sha256', bytes(key));
  }

  update(data: Data): void {
    this.hash.update(bytes(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  /** Required by the interface, but never called. */
  reset(): void {}
}

function bytes(data: Data): Uint8Array {
  if (typeof data === 'string') {
    return Buffer.from(data);
  }
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
}
