import { LIMITS } from '../../src/contract/limits';
import { Problem } from '../note/problem';

/** Visible ASCII, bare or as a string of RFC 8941: in quotes, with a backslash before quotes and backslashes. */
const BARE = /^[\x21\x23-\x7e][\x21-\x7e]*$/;
const QUOTED = /^"((?:[\x21\x23-\x5b\x5d-\x7e]|\\["\\])+)"$/;

/** The key of an Idempotency-Key header. */
export function idempotencyKey(header: string): string {
  const text = header.trim();
  const key = BARE.test(text) ? text : QUOTED.exec(text)?.[1].replace(/\\(.)/g, '$1');
  if (key === undefined || key.length > LIMITS.idempotencyKeyCharacters) {
    throw new Problem('invalid-idempotency-key');
  }
  return key;
}
