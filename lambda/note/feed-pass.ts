import { FeedCursor, FeedPosition } from './feed-cursor';
import { Problem } from './problem';
import { CHANGES_SETTLED_MILLIS } from '../../src/contract/changes';

/** One page of the feed. A pass is as many pages as there are, one after the other. */
export interface FeedPage {
  /** The date of the first row; undefined for the beginning of the feed. */
  readonly from?: string;
  /** The row that the page follows. */
  readonly after?: FeedPosition;
  /** Where the next pass will begin. */
  readonly frontier: string;
  readonly isFirst: boolean;
}

const before = (now: Date, millis: number): string => new Date(now.getTime() - millis).toISOString();

/** Where a client begins that knows all notes of now. */
export const frontierOf = (now: Date): string => before(now, CHANGES_SETTLED_MILLIS);

/**
 * The page that a cursor leads to. The frontier is fixed on the first page of a pass: whatever comes into the index behind the reader
 * has a later date.
 *
 * @throws Problem 410 when a deletion that the client does not know may be forgotten
 */
export function feedPage(cursor: FeedCursor | undefined, now: Date, retentionSeconds: number): FeedPage {
  if (!cursor) {
    return { frontier: frontierOf(now), isFirst: true };
  }
  const { frontier, after, isFirst = false } = cursor;
  // What a first pass told was not deleted before its frontier.
  const unknownFrom = after && !isFirst ? after.updatedAt : frontier;
  if (unknownFrom < before(now, retentionSeconds * 1_000 - CHANGES_SETTLED_MILLIS)) {
    throw new Problem('resync-required');
  }
  return after
    ? { from: after.updatedAt, after, frontier, isFirst }
    : { from: frontier, frontier: later(frontier, frontierOf(now)), isFirst };
}

/** The cursor after a page: it goes on after the last row while there are more, and then begins the next pass. */
export const nextFeedCursor = ({ frontier, isFirst }: FeedPage, last: FeedPosition | undefined): FeedCursor =>
  last ? { frontier, isFirst, after: last } : { frontier };

const later = (one: string, other: string): string => one > other ? one : other;
