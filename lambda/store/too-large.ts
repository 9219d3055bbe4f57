import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Access } from './access';
import { Item } from './note-item';
import { read } from './request';
import { TABLE_NAME, WITH_CURRENT_ITEM } from './table';
import { LIMITS } from '../../src/contract/limits';
import { TABLE } from '../../src/contract/table';
import { updateItem } from '../dynamodb/operations';
import { WITH_PROOF } from '../dynamodb/send';
import { FIRST_INTERNAL_KEY } from '../note/note-id';
import { Problem } from '../note/problem';
import { utf8Length } from '../note/text';

/**
 * The problem of an update that DynamoDB refused as invalid: 413 if the update can have made the row too large, otherwise the error itself.
 * The new values are measured before the request, but the row can have further attributes, even of other writers.
 */
export async function sizeProblem(access: Access, set: Item, cause: unknown): Promise<unknown> {
  if (!(cause instanceof Error && cause.name === 'ValidationException')) {
    return cause;
  }
  // JSON is never shorter than the size that DynamoDB counts.
  return utf8Length(JSON.stringify({ ...await storedRow(access, set), ...set })) > LIMITS.itemBytes
    ? new Problem('note-too-large', { limit: LIMITS.itemBytes }, { cause })
    : cause;
}

/** The row with the key of an item. A failed condition returns it, because the function may only perform updates. */
async function storedRow(access: Access, { [TABLE.partitionKey]: PK, [TABLE.sortKey]: SK }: Item): Promise<Item | undefined> {
  const answered = read(access, (exchanged) => updateItem({
    TableName: TABLE_NAME,
    Key: { [TABLE.partitionKey]: PK, [TABLE.sortKey]: SK },
    // No note has this key.
    ConditionExpression: `${TABLE.sortKey} = :none`,
    ExpressionAttributeValues: { ':none': { S: FIRST_INTERNAL_KEY } },
    ...WITH_CURRENT_ITEM,
    ...WITH_PROOF,
  }, exchanged));
  return answered.then(() => undefined, (error) => {
    if (error instanceof Problem) {
      throw error;
    }
    return error instanceof ConditionalCheckFailedException ? error.Item : undefined;
  });
}
