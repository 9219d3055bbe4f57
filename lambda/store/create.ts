import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Access } from './access';
import { wasRetried } from './conflict';
import { checkItemSize, noteToItem } from './note-item';
import { write } from './request';
import { IS_NEW, TABLE_NAME } from './table';
import { putItem } from '../dynamodb/operations';
import { WITH_PROOF } from '../dynamodb/send';
import { Note } from '../note/note';

/** Stores a note under its new id. */
export async function createNote(access: Access, note: Note): Promise<Note> {
  const Item = noteToItem(access.userId, note);
  checkItemSize(Item);
  try {
    await write(access, 'the note may or may not have been created', (exchanged) => putItem({
      TableName: TABLE_NAME,
      Item,
      ConditionExpression: IS_NEW,
      ...WITH_PROOF,
    }, exchanged));
  } catch (error) {
    // The id is new, so a stored row with it is this note, written by an attempt whose response was lost.
    if (!(error instanceof ConditionalCheckFailedException && wasRetried(error))) {
      throw error;
    }
  }
  return note;
}
