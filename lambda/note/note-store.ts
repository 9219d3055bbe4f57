import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Note } from './note';
import { itemSize, itemToNote, noteToItem } from './note-item';
import { Problem } from './problem';
import { send, WITH_PROOF } from '../dynamodb/send';
import { Unavailable } from '../dynamodb/unavailable';

const TableName = process.env.TABLE_NAME;

/**
 * DynamoDB's limit of an item.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items
 */
const MAX_ITEM_BYTES = 409_600;

export async function putNewNote(note: Note, remainingMillis: number): Promise<void> {
  const Item = noteToItem(note);
  const size = itemSize(Item);
  if (size > MAX_ITEM_BYTES) {
    throw new Problem('note-too-large', { limit: MAX_ITEM_BYTES, actual: size });
  }
  try {
    await send(remainingMillis, (dynamoDb, options) => dynamoDb.send(new PutItemCommand({
      TableName,
      Item,
      ConditionExpression: 'attribute_not_exists(SK)',
      ...WITH_PROOF,
    }), options));
  } catch (error) {
    // The id is new, so what stands there already is this very note, whose first answer was lost.
    if (error instanceof ConditionalCheckFailedException && (error.$metadata.attempts ?? 1) > 1) {
      return;
    }
    if (error instanceof Unavailable) {
      const detail = 'The notes cannot be reached at the moment: the note may or may not have been created.';
      throw new Problem('temporarily-unavailable', { detail }, { cause: error.cause });
    }
    throw error;
  }
}

export async function readNote(userId: string, id: string, remainingMillis: number): Promise<Note | undefined> {
  const { Item } = await send(remainingMillis, (dynamoDb, options) => dynamoDb.send(new GetItemCommand({
    TableName,
    Key: { PK: { S: userId }, SK: { S: id } },
    ConsistentRead: true,
    ...WITH_PROOF,
  }), options));
  return itemToNote(Item);
}
