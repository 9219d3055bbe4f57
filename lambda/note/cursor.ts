import { createHash } from 'node:crypto';
import { FIRST_INTERNAL_KEY } from './note-id';
import { Problem } from './problem';
import { utf8Length } from './text';
import { LIMITS } from '../../src/contract/limits';
import { ListOrder, ListState } from '../../src/contract/list-parameters';

const VERSION = 1;

/** What a list is limited to. */
export interface ListFilter {
  readonly tag?: string;
  readonly state?: ListState;
}

/** The end of a page, opaque to clients. It identifies its list by user, filter and order; access is decided by the path. */
export function encodeCursor(lastKey: string, userId: string, order: ListOrder, filter: ListFilter = {}): string {
  return Buffer.from(JSON.stringify([VERSION, order, listHash(userId, filter), lastKey])).toString('base64url');
}

/** The last sort key of a page. */
export function decodeCursor(cursor: string, userId: string, order: ListOrder, filter: ListFilter = {}): string {
  const lastKey = lastElement(cursor);
  if (typeof lastKey !== 'string' || !isListedKey(lastKey) || encodeCursor(lastKey, userId, order, filter) !== cursor) {
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

/** Cursors of lists without a filter are older than filters. */
function listHash(userId: string, { tag, state }: ListFilter): string {
  const list = tag === undefined && state === undefined ? userId : JSON.stringify([userId, tag, state]);
  return createHash('sha256').update(list).digest('base64url').slice(0, 22);
}
