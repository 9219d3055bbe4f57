import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { conflict, wasRetried } from './conflict';
import { itemKey, itemToNote } from './note-item';
import { TABLE_NAME, WITH_CURRENT_ITEM } from './table';
import { write } from './write';
import { writeCondition } from './write-condition';
import { deleteItem } from '../dynamodb/operations';
import { WITH_PROOF } from '../dynamodb/send';
import { Preconditions } from '../note/entity-tag';

const UNCERTAINTY = 'the note may or may not have been deleted';

/** Deletes a note that is as the preconditions demand. */
export async function deleteNote(userId: string, id: string, preconditions: Preconditions, remainingMillis: number): Promise<void> {
  const { text, names, values } = writeCondition(preconditions);
  try {
    await write(remainingMillis, UNCERTAINTY, (exchanged) => deleteItem({
      TableName: TABLE_NAME,
      Key: itemKey(userId, id),
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
    // An attempt whose answer was lost has deleted it.
    if (wasRetried(error) && !error.Item) {
      return;
    }
    throw conflict(error, itemToNote(error.Item), UNCERTAINTY);
  }
}
