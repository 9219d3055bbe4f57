import { Access } from './access';
import { changeOf } from './change-item';
import { Item, itemKey } from './note-item';
import { read } from './request';
import { fitting } from './response-size';
import { TABLE_NAME } from './table';
import { TRASH_SECONDS } from './trash';
import { CHANGES_INDEX } from '../../src/contract/changes';
import { TABLE } from '../../src/contract/table';
import { now } from '../dynamodb/clock';
import { query } from '../dynamodb/operations';
import { WITH_PROOF } from '../dynamodb/send';
import { decodeFeedCursor, encodeFeedCursor, FeedPosition } from '../note/feed-cursor';
import { checkRetention, feedPage, FeedPage, nextFeedCursor, startOfFeed } from '../note/feed-pass';

export interface ChangesQuery {
  /** The `nextSince` of the previous answer; undefined for the beginning, `now` for a client that is about to list all notes. */
  readonly since?: string;
  readonly limit: number;
}

export interface Changes {
  readonly documents: readonly object[];
  readonly hasMore: boolean;
  readonly nextSince: string;
}

/** No cursor has this form. */
const SINCE_NOW = 'now';

/** Reads a page of a user's changes from the index, oldest first, up to the limit, the result of one request and the size of a response. */
export async function readChanges(access: Access, { since, limit }: ChangesQuery): Promise<Changes> {
  const { userId } = access;
  // The construct sets it: without a trash there is no feed.
  const retentionSeconds = TRASH_SECONDS!;
  const scope = { userId, retentionSeconds };
  const isStart = since === SINCE_NOW;
  const cursor = since === undefined || isStart ? undefined : decodeFeedCursor(since, scope);
  let page!: FeedPage;
  const { Items = [], LastEvaluatedKey } = await read(access, (exchanged) => {
    // By the clock that DynamoDB accepts: an error about the time of a signature corrects it.
    page = isStart ? startOfFeed(now()) : feedPage(cursor, now());
    return query(changesAfter(userId, page, isStart ? 1 : limit + 1), exchanged);
  });
  if (isStart) {
    return { documents: [], hasMore: false, nextSince: encodeFeedCursor(nextFeedCursor(page), scope) };
  }
  checkRetention(cursor, now(), retentionSeconds);

  const told = fitting(Items.slice(0, limit).map(changeOf));
  const hasMore = told.length < Items.length || LastEvaluatedKey !== undefined;
  return {
    documents: told.filter((document) => document !== undefined),
    hasMore,
    nextSince: encodeFeedCursor(nextFeedCursor(page, hasMore ? positionOf(Items[told.length - 1] ?? LastEvaluatedKey) : undefined), scope),
  };
}

function changesAfter(userId: string, { from, after }: FeedPage, Limit: number) {
  const { name: IndexName, sortKey } = CHANGES_INDEX;
  return {
    TableName: TABLE_NAME,
    IndexName,
    KeyConditionExpression: from === undefined ? '#userId = :userId' : '#userId = :userId AND #updatedAt >= :from',
    ExpressionAttributeNames: { '#userId': TABLE.partitionKey, ...from !== undefined && { '#updatedAt': sortKey } },
    ExpressionAttributeValues: { ':userId': { S: userId }, ...from !== undefined && { ':from': { S: from } } },
    ExclusiveStartKey: after && { ...itemKey(userId, after.id), [sortKey]: { S: after.updatedAt } },
    Limit,
    ...WITH_PROOF,
  };
}

const positionOf = (item: Item): FeedPosition => ({ updatedAt: item[CHANGES_INDEX.sortKey].S!, id: item[TABLE.sortKey].S! });
