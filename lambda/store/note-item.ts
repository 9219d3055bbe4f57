import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { LIMITS } from '../../src/contract/limits';
import { TABLE } from '../../src/contract/table';
import { Note } from '../note/note';
import { isNoteId } from '../note/note-id';
import { Problem } from '../note/problem';
import { utf8Length } from '../note/text';

export type Item = Record<string, AttributeValue>;

/** Which attribute of an item holds which member of a note. */
export const ATTRIBUTES = {
  userId: TABLE.partitionKey,
  id: TABLE.sortKey,
  content: 'noteContent',
  title: 'title',
  createdAt: 'createdAt',
  updatedAt: 'updatedAt',
  rev: 'rev',
} as const satisfies Record<keyof Note, string>;

const MEMBERS = Object.entries(ATTRIBUTES) as [keyof Note, string][];

export function itemKey(userId: string, id: string) {
  return { [ATTRIBUTES.userId]: { S: userId }, [ATTRIBUTES.id]: { S: id } };
}

/** The attributes of what is known of a note. */
export function noteToItem(note: Partial<Note>): Record<string, { S: string }> {
  return Object.fromEntries(MEMBERS.flatMap(([member, attribute]) => {
    const value = note[member];
    return value === undefined ? [] : [[attribute, { S: value }]];
  }));
}

/** The note of an item; undefined when the item is of another kind. */
export function itemToNote(item: Item | undefined): Note | undefined {
  if (typeof item?.[ATTRIBUTES.content]?.S !== 'string' || !isNoteId(item[ATTRIBUTES.id]?.S ?? '')) {
    return undefined;
  }
  return Object.fromEntries(MEMBERS.map(([member, attribute]) => [member, item[attribute]?.S])) as unknown as Note;
}

/**
 * The size of an item of strings as DynamoDB counts it: the UTF-8 bytes of its attributes' names and values.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Item): number {
  return Object.entries(item).reduce((size, [name, value]) => size + utf8Length(name) + utf8Length(value.S ?? ''), 0);
}

/** @throws Problem when what is known of an item is already more than one may be */
export function checkItemSize(item: Item): void {
  const actual = itemSize(item);
  if (actual > LIMITS.itemBytes) {
    throw new Problem('note-too-large', { limit: LIMITS.itemBytes, actual });
  }
}
