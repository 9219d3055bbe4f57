import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { Note } from './note';
import { utf8Length } from './text';

type Item = Record<string, AttributeValue>;

/** Which attribute of an item holds which member of a note. */
const ATTRIBUTES = [
  ['PK', 'userId'],
  ['SK', 'id'],
  ['noteContent', 'content'],
  ['title', 'title'],
  ['createdAt', 'createdAt'],
  ['updatedAt', 'updatedAt'],
  ['rev', 'rev'],
] as const satisfies [string, keyof Note][];

export function noteToItem(note: Note): Item {
  return Object.fromEntries(ATTRIBUTES.flatMap(([attribute, member]) => {
    const value = note[member];
    return value === undefined ? [] : [[attribute, { S: value }]];
  }));
}

/** The note of an item; undefined when the item is of another kind. */
export function itemToNote(item: Item | undefined): Note | undefined {
  if (typeof item?.noteContent?.S !== 'string') {
    return undefined;
  }
  return Object.fromEntries(ATTRIBUTES.map(([attribute, member]) => [member, item[attribute]?.S])) as unknown as Note;
}

/**
 * The size of an item of strings as DynamoDB counts it: the UTF-8 bytes of its attributes' names and values.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Item): number {
  return Object.entries(item).reduce((size, [name, value]) => size + utf8Length(name) + utf8Length(value.S ?? ''), 0);
}
