import { itemKey, itemToNote } from './note-item';
import { TABLE_NAME } from './table';
import { getItem } from '../dynamodb/operations';
import { send, WITH_PROOF } from '../dynamodb/send';
import { Note } from '../note/note';

export async function readNote(userId: string, id: string, remainingMillis: number): Promise<Note | undefined> {
  const { Item } = await send(remainingMillis, (exchanged) => getItem({
    TableName: TABLE_NAME,
    Key: itemKey(userId, id),
    ConsistentRead: true,
    ...WITH_PROOF,
  }, exchanged));
  return itemToNote(Item);
}
