import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Access } from './access';
import { conflict } from './conflict';
import { all } from './expression';
import { fenced } from './fenced';
import { currentNote, itemKey } from './note-item';
import { write } from './request';
import { TABLE_NAME, WITH_CURRENT_ITEM } from './table';
import { writeCondition } from './write-condition';
import { deleteItem } from '../dynamodb/operations';
import { attemptsOf, WITH_PROOF } from '../dynamodb/send';
import { Preconditions } from '../note/entity-tag';
import { noteMetadata } from '../note/note';

const UNCERTAINTY = 'the note may or may not have been deleted';

/** Deletes a note that meets the preconditions. */
export async function deleteNote(access: Access, id: string, preconditions: Preconditions): Promise<void> {
  try {
    await write(access, UNCERTAINTY, fenced(preconditions, (fence, exchanged) => {
      const { text, names, values } = all(writeCondition(preconditions), fence.condition);
      return deleteItem({
        TableName: TABLE_NAME,
        Key: itemKey(access.userId, id),
        ConditionExpression: text,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ...WITH_CURRENT_ITEM,
        ...WITH_PROOF,
      }, exchanged);
    }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) {
      throw error;
    }
    const current = currentNote(error.Item);
    // The open attempt has deleted it.
    if (attemptsOf(error).isOpen && !current) {
      return;
    }
    // Who may delete a note may not be allowed to read it.
    throw conflict(error, current, UNCERTAINTY, noteMetadata);
  }
}
