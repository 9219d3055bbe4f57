import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Access } from './access';
import { conflict, wasRetried } from './conflict';
import { itemKey, itemToNote } from './note-item';
import { write } from './request';
import { TABLE_NAME, WITH_CURRENT_ITEM } from './table';
import { writeCondition } from './write-condition';
import { deleteItem } from '../dynamodb/operations';
import { WITH_PROOF } from '../dynamodb/send';
import { Preconditions } from '../note/entity-tag';

const UNCERTAINTY = 'the note may or may not have been deleted';

/** Deletes a note that meets the preconditions. */
export async function deleteNote(access: Access, id: string, preconditions: Preconditions): Promise<void> {
  const { text, names, values } = writeCondition(preconditions);
  try {
    await write(access, UNCERTAINTY, (exchanged) => deleteItem({
      TableName: TABLE_NAME,
      Key: itemKey(access.userId, id),
      ConditionExpression: text,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      ...WITH_CURRENT_ITEM,
      ...WITH_PROOF,
    }, exchanged));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) {
      throw error;
    }
    // An attempt whose response was lost has deleted it.
    if (wasRetried(error) && !error.Item) {
      return;
    }
    throw conflict(error, itemToNote(error.Item), UNCERTAINTY);
  }
}
