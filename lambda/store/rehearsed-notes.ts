import { noteToItem } from './note-item';
import { Notes } from './notes';
import { RESERVE_MILLIS } from '../../src/contract/time-budget';
import { now } from '../dynamodb/clock';
import { canned } from '../dynamodb/connection';
import { newNote } from '../note/note';

/** More time than a request with a canned answer takes. */
const REMAINING_MILLIS = RESERVE_MILLIS + 500;

/** Notes that are not in the table: every read gets the same note, and every write is accepted. */
export function rehearsedNotes(userId: string): Notes {
  const item = noteToItem(userId, newNote({ content: 'A note' }, now()));
  // DynamoDB's answer to each operation has some of these members.
  const connection = canned({ ConsumedCapacity: {}, Attributes: item, Item: item, Items: [item] });
  return new Notes({ userId, remainingMillis: () => REMAINING_MILLIS, connection });
}
