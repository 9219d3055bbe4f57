import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { attributeSize, fromAttribute, toAttribute } from './attribute';
import { isExpired } from './expiry';
import { NOTE_BYTES } from './trash';
import { NOTE_FIELD_NAMES, NOTE_FIELDS, NoteFieldKind } from '../../src/contract/note-fields';
import { TABLE } from '../../src/contract/table';
import { TRASH } from '../../src/contract/trash';
import { Note } from '../note/note';
import { isNoteId } from '../note/note-id';
import { Problem } from '../note/problem';
import { utf8Length } from '../note/text';

export type Item = Record<string, AttributeValue>;

/** The attribute of a member of a note, and its kind. */
interface Placed {
  readonly attribute: string;
  readonly kind: NoteFieldKind;
}

const text = (attribute: string): Placed => ({ attribute, kind: 'text' });

export const ATTRIBUTES = {
  id: text(TABLE.sortKey),
  ...NOTE_FIELDS,
  updatedAt: { attribute: 'updatedAt', kind: 'date-time' },
  rev: text('rev'),
  deletedAt: { attribute: TRASH.deletedAt, kind: 'date-time' },
} satisfies Record<keyof Note, Placed>;

/** The members of a note that have an attribute, in the order of an item. */
const MEMBERS = ['id', ...NOTE_FIELD_NAMES, 'updatedAt', 'rev'] as const;

export function itemKey(userId: string, id: string) {
  return { [TABLE.partitionKey]: { S: userId }, [TABLE.sortKey]: { S: id } };
}

/** The item of a note. Absent members have no attribute. */
export const noteToItem = (userId: string, note: Partial<Note>): Item =>
  ({ [TABLE.partitionKey]: { S: userId }, ...attributesOf(note) });

/** The attributes of members. Absent ones have none. */
export function attributesOf(members: Partial<Note>): Item {
  const item: Item = {};
  for (const member of MEMBERS) {
    const value = members[member];
    const { attribute, kind } = ATTRIBUTES[member];
    if (value !== undefined) {
      item[attribute] = toAttribute(kind, value);
    }
  }
  return item;
}

/** The note of an item; undefined for an item that is not a note. */
export function itemToNote(item: Item | undefined): Note | undefined {
  if (typeof item?.[ATTRIBUTES.content.attribute]?.S !== 'string' || !isNoteId(item[TABLE.sortKey]?.S ?? '')) {
    return undefined;
  }
  const note: Record<string, unknown> = {};
  for (const member of MEMBERS) {
    const { attribute, kind } = ATTRIBUTES[member];
    note[member] = fromAttribute(kind, item[attribute]);
  }
  return note as unknown as Note;
}

/** The note of an item, if clients can see it; undefined for an expired one, too. */
export const currentNote = (item: Item | undefined): Note | undefined => item && isExpired(item) ? undefined : itemToNote(item);

/** The size of an item: the UTF-8 bytes of its attributes' names, and its values. */
export function itemSize(item: Item): number {
  return Object.entries(item).reduce((size, [name, value]) => size + utf8Length(name) + attributeSize(value), 0);
}

/** @throws Problem when the known attributes alone exceed the limit */
export function checkItemSize(item: Item): void {
  const actual = itemSize(item);
  if (actual > NOTE_BYTES) {
    throw new Problem('note-too-large', { limit: NOTE_BYTES, actual });
  }
}
