import { Access } from './access';
import { currentNote, itemKey } from './note-item';
import { read } from './request';
import { fitting } from './response-size';
import { TABLE_NAME } from './table';
import { deletedNote } from './tombstone';
import { ListOrder } from '../../src/contract/list-parameters';
import { TABLE } from '../../src/contract/table';
import { query } from '../dynamodb/operations';
import { WITH_PROOF } from '../dynamodb/send';
import { decodeCursor, encodeCursor, ListFilter } from '../note/cursor';
import { Note } from '../note/note';
import { FIRST_INTERNAL_KEY } from '../note/note-id';

export interface PageQuery {
  readonly order: ListOrder;
  readonly limit: number;
  /** The `nextCursor` of the previous page. */
  readonly cursor?: string;
  readonly filter: ListFilter;
  /** Converts a note to its document for clients. */
  readonly document: (note: Note) => object;
}

export interface Page {
  readonly documents: readonly object[];
  /** The cursor of the next page; undefined on the last one. */
  readonly nextCursor?: string;
}

/** Reads a page of a user's notes, up to the limit, the result of one DynamoDB request and the size of one response. */
export async function readPage(access: Access, { order, limit, cursor, filter, document }: PageQuery): Promise<Page> {
  const { userId } = access;
  const after = cursor === undefined ? undefined : decodeCursor(cursor, userId, order, filter);
  const { Items = [], LastEvaluatedKey } = await read(access, (exchanged) => query({
    TableName: TABLE_NAME,
    KeyConditionExpression: '#userId = :userId AND #id < :internal',
    ExpressionAttributeNames: { '#userId': TABLE.partitionKey, '#id': TABLE.sortKey },
    ExpressionAttributeValues: { ':userId': { S: userId }, ':internal': { S: FIRST_INTERNAL_KEY } },
    ExclusiveStartKey: after === undefined ? undefined : itemKey(userId, after),
    ScanIndexForward: order === 'asc',
    // One more than requested, to know whether there is a next page.
    Limit: limit + 1,
    ConsistentRead: true,
    ...WITH_PROOF,
  }, exchanged));

  const notes = Items.map(filter.state === 'deleted' ? deletedNote : currentNote).filter((note) => note !== undefined)
    .filter(({ tags = [] }) => filter.tag === undefined || tags.includes(filter.tag));
  const documents = fitting(notes.slice(0, limit).map(document));
  // If a page has all rows that were read, the next one continues where the reading ended, perhaps at a row that is not listed.
  const lastKey = documents.length < notes.length ? notes[documents.length - 1]?.id : LastEvaluatedKey?.[TABLE.sortKey].S;
  return lastKey === undefined ? { documents } : { documents, nextCursor: encodeCursor(lastKey, userId, order, filter) };
}
