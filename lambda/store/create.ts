import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Access } from './access';
import { checkItemSize, itemToNote, noteToItem } from './note-item';
import { write } from './request';
import { IS_NEW, TABLE_NAME, WITH_CURRENT_ITEM } from './table';
import { now } from '../dynamodb/clock';
import { putItem } from '../dynamodb/operations';
import { attemptsOf, WITH_PROOF } from '../dynamodb/send';
import { newNote, newRevision, Note } from '../note/note';
import { NoteMembers } from '../note/note-members';

/** Stores a note under a new id. */
export async function createNote(access: Access, members: NoteMembers): Promise<Note> {
  let note = newNote(members, now());
  checkItemSize(noteToItem(access.userId, note));
  const attempted: Note[] = [];
  try {
    await write(access, 'the note may or may not have been created', (exchanged, isOpen) => {
      note = isOpen ? { ...note, rev: newRevision() } : newNote(members, now());
      attempted.push(note);
      return putItem({
        TableName: TABLE_NAME,
        Item: noteToItem(access.userId, note),
        ConditionExpression: IS_NEW,
        ...WITH_CURRENT_ITEM,
        ...WITH_PROOF,
      }, exchanged);
    });
  } catch (error) {
    // The id is new, so a stored row with it is this note, perhaps changed since.
    if (!(error instanceof ConditionalCheckFailedException && attemptsOf(error).isOpen)) {
      throw error;
    }
    const rev = itemToNote(error.Item)?.rev;
    return attempted.find((one) => one.rev === rev) ?? note;
  }
  return note;
}
