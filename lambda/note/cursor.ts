import { FIRST_INTERNAL_KEY } from './note-id';
import { opaqueText, shortHash, valuesOf } from './opaque-text';
import { Problem } from './problem';
import { utf8Length } from './text';
import { LIMITS } from '../../src/contract/limits';
import { ListOrder, ListState } from '../../src/contract/list-parameters';

const VERSION = 1;

/** The filter of a list. */
export interface ListFilter {
  readonly tag?: string;
  readonly state?: ListState;
}

/** The end of a page, opaque to clients. It identifies its list by user, filter and order; access is decided by the path. */
export function encodeCursor(lastKey: string, userId: string, order: ListOrder, filter: ListFilter = {}): string {
  return opaqueText([VERSION, order, listHash(userId, filter), lastKey]);
}

/** The last sort key of a page. */
export function decodeCursor(cursor: string, userId: string, order: ListOrder, filter: ListFilter = {}): string {
  const [,,, lastKey] = valuesOf(cursor);
  if (typeof lastKey !== 'string' || !isListedKey(lastKey) || encodeCursor(lastKey, userId, order, filter) !== cursor) {
    throw new Problem('invalid-cursor');
  }
  return lastKey;
}

/** Whether DynamoDB accepts the key as the start of a list. */
const isListedKey = (key: string): boolean =>
  key !== '' && key < FIRST_INTERNAL_KEY && key.isWellFormed() && utf8Length(key) <= LIMITS.noteIdBytes;

/** Cursors of lists without a filter are older than filters. */
const listHash = (userId: string, { tag, state }: ListFilter): string =>
  shortHash(tag === undefined && state === undefined ? userId : JSON.stringify([userId, tag, state]));
