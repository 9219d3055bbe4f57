import { FeedCursor, FeedPosition } from './feed-cursor';
import { Problem } from './problem';
import { CHANGES_SETTLED_MILLIS } from '../../src/contract/changes';

/** One page of the feed. A pass reads all pages, one after another. */
export interface FeedPage {
  /** The date of the first row; undefined for the beginning of the feed. */
  readonly from?: string;
  /** The row that the page follows. */
  readonly after?: FeedPosition;
  /** The date at which the next pass will begin. */
  readonly frontier: string;
  readonly isFirst: boolean;
}

const before = (now: Date, millis: number): string => new Date(now.getTime() - millis).toISOString();

const frontierOf = (now: Date): string => before(now, CHANGES_SETTLED_MILLIS);

/** The page for a client that is about to list all notes, and needs no earlier changes. */
export function startOfFeed(now: Date): FeedPage {
  const frontier = frontierOf(now);
  return { from: frontier, frontier, isFirst: false };
}

/**
 * The page that a cursor leads to. The frontier is fixed on the first page of a pass: a change that enters the index behind the reader has
 * a later date.
 */
export function feedPage(cursor: FeedCursor | undefined, now: Date): FeedPage {
  if (!cursor) {
    return { frontier: frontierOf(now), isFirst: true };
  }
  const { frontier, after, isFirst = false } = cursor;
  return after
    ? { from: after.updatedAt, after, frontier, isFirst }
    : { from: frontier, frontier: later(frontier, frontierOf(now)), isFirst };
}

/** @throws Problem 410 when TTL may have removed a deletion that the client does not know yet */
export function checkRetention(cursor: FeedCursor | undefined, now: Date, retentionSeconds: number): void {
  // A note that a first pass returned was not deleted before its frontier.
  const unknownFrom = cursor?.after && !cursor.isFirst ? cursor.after.updatedAt : cursor?.frontier;
  if (unknownFrom !== undefined && unknownFrom < before(now, retentionSeconds * 1_000 - CHANGES_SETTLED_MILLIS)) {
    throw new Problem('resync-required');
  }
}

/** The cursor after a page: it continues after the last row while there are more rows, and then begins the next pass. */
export const nextFeedCursor = ({ frontier, isFirst }: FeedPage, last?: FeedPosition): FeedCursor =>
  last ? { frontier, isFirst, after: last } : { frontier };

const later = (one: string, other: string): string => one > other ? one : other;
