import { createHash } from 'node:crypto';
import { FIRST_INTERNAL_KEY } from './note-id';
import { Problem } from './problem';
import { utf8Length } from './text';
import { LIMITS } from '../../src/contract/limits';
import { ListOrder } from '../../src/contract/list-parameters';

const VERSION = 1;

/** The end of a page, opaque to clients. It identifies its list by user and order; access is decided by the path. */
export function encodeCursor(lastKey: string, userId: string, order: ListOrder): string {
  return Buffer.from(JSON.stringify([VERSION, order, userHash(userId), lastKey])).toString('base64url');
}

/** The last sort key of a page. */
export function decodeCursor(cursor: string, userId: string, order: ListOrder): string {
  const lastKey = lastElement(cursor);
  if (typeof lastKey !== 'string' || !isListedKey(lastKey) || encodeCursor(lastKey, userId, order) !== cursor) {
    throw new Problem('invalid-cursor');
  }
  return lastKey;
}

function lastElement(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())[3];
  } catch {
    return undefined;
  }
}

/** Whether DynamoDB accepts the key as the start of a list. */
const isListedKey = (key: string): boolean =>
  key !== '' && key < FIRST_INTERNAL_KEY && key.isWellFormed() && utf8Length(key) <= LIMITS.noteIdBytes;

const userHash = (userId: string): string => createHash('sha256').update(userId).digest('base64url').slice(0, 22);
