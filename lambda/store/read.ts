import { Access } from './access';
import { currentNote, itemKey } from './note-item';
import { read } from './request';
import { TABLE_NAME } from './table';
import { getItem } from '../dynamodb/operations';
import { WITH_PROOF } from '../dynamodb/send';
import { Note } from '../note/note';

export async function readNote(access: Access, id: string): Promise<Note | undefined> {
  const { Item } = await read(access, (exchanged) => getItem({
    TableName: TABLE_NAME,
    Key: itemKey(access.userId, id),
    ConsistentRead: true,
    ...WITH_PROOF,
  }, exchanged));
  return currentNote(Item);
}
