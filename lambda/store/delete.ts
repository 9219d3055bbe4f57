import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Access } from './access';
import { conflict } from './conflict';
import { all } from './expression';
import { fenced } from './fenced';
import { currentNote } from './note-item';
import { conditional, write } from './request';
import { writeCondition } from './write-condition';
import { deleteItem } from '../dynamodb/operations';
import { attemptsOf } from '../dynamodb/send';
import { Preconditions } from '../note/entity-tag';
import { noteMetadata } from '../note/note';

export const DELETION = 'the note may or may not have been deleted';

/** Deletes a note that meets the preconditions. */
export async function deleteNote(access: Access, id: string, preconditions: Preconditions): Promise<void> {
  try {
    await write(access, DELETION, fenced(currentNote, preconditions, (fence, exchanged) =>
      deleteItem(conditional(access, id, all(writeCondition(preconditions), fence.condition)), exchanged)));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) {
      throw error;
    }
    const note = currentNote(error.Item);
    // The open attempt has deleted it.
    if (attemptsOf(error).isOpen && !note) {
      return;
    }
    // A caller who may delete a note may not be allowed to read it.
    throw conflict(error, note, DELETION, noteMetadata);
  }
}
