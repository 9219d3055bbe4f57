import { isDateTime } from './date-time';
import { opaqueText, shortHash, valuesOf } from './opaque-text';
import { Problem } from './problem';
import { utf8Length } from './text';
import { LIMITS } from '../../src/contract/limits';

const VERSION = 1;

/** A row of the index. */
export interface FeedPosition {
  readonly updatedAt: string;
  readonly id: string;
}

/** The position of a client in the feed of changes. */
export interface FeedCursor {
  /** The next pass begins here: a finished pass has returned all changes before this date. */
  readonly frontier: string;
  /** The last row of the page before. Absent after the last page of a pass. */
  readonly after?: FeedPosition;
  /** Whether the pass began at the beginning of the feed: its client knew no note before. */
  readonly isFirst?: boolean;
}

/** The conditions under which a cursor is valid. */
export interface FeedScope {
  readonly userId: string;
  /** How long the feed reports a deletion. */
  readonly retentionSeconds: number;
}

/** A cursor of the feed, opaque to clients. Access is decided by the path. */
export const encodeFeedCursor = (cursor: FeedCursor, { userId, retentionSeconds }: FeedScope): string =>
  encoded(cursor, shortHash(userId), retentionSeconds);

function encoded({ frontier, after, isFirst = false }: FeedCursor, user: string, retentionSeconds: number): string {
  return opaqueText([VERSION, 'changes', user, retentionSeconds, frontier, ...after ? [isFirst, after.updatedAt, after.id] : []]);
}

/**
 * @throws Problem 400 if it is not a cursor of this user's feed, 410 if it was given while deletions were reported for a different time
 */
export function decodeFeedCursor(text: string, { userId, retentionSeconds }: FeedScope): FeedCursor {
  const [,,, givenWith, frontier, isFirst, updatedAt, id] = valuesOf(text);
  const cursor = { frontier, ...updatedAt === undefined ? {} : { isFirst, after: { updatedAt, id } } } as FeedCursor;
  if (!isPossible(cursor) || !isDuration(givenWith) || encoded(cursor, shortHash(userId), givenWith) !== text) {
    throw new Problem('invalid-cursor');
  }
  if (givenWith !== retentionSeconds) {
    throw new Problem('resync-required');
  }
  return cursor;
}

function isPossible({ frontier, after, isFirst }: FeedCursor): boolean {
  return typeof frontier === 'string' && isDateTime(frontier)
    && (!after || (typeof isFirst === 'boolean' && isKey(after.updatedAt) && isKey(after.id)));
}

const isDuration = (seconds: unknown): seconds is number => Number.isSafeInteger(seconds) && seconds as number > 0;

/** Whether DynamoDB accepts it as a sort key of the table or of the index. */
const isKey = (key: unknown): boolean =>
  typeof key === 'string' && key !== '' && key.isWellFormed() && utf8Length(key) <= LIMITS.noteIdBytes;
