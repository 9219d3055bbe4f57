import { Expression } from './expression';
import { ATTRIBUTES, Item, itemToNote } from './note-item';
import { TABLE } from '../../src/contract/table';
import { TRASH } from '../../src/contract/trash';
import { now } from '../dynamodb/clock';
import { Note } from '../note/note';

const { content: { attribute: CONTENT }, rev: { attribute: REV }, updatedAt: { attribute: UPDATED_AT } } = ATTRIBUTES;

/**
 * The condition that the row is a tombstone, which a deletion with a trash leaves. Rows of other writers can have a date of deletion, too,
 * but are unlikely to have all of these attributes.
 */
export const IS_TOMBSTONE: Expression = {
  text: 'attribute_not_exists(#content) AND #deletedAt = #updatedAt AND attribute_exists(#rev) AND attribute_exists(#expiresAt)',
  names: { '#content': CONTENT, '#deletedAt': TRASH.deletedAt, '#updatedAt': UPDATED_AT, '#rev': REV, '#expiresAt': TABLE.timeToLive },
  values: {},
};

/** The part of a row that meets `IS_TOMBSTONE`: no precondition is compared with it. */
export function tombstone(item: Item | undefined): Pick<Note, 'rev'> | undefined {
  return item && !(CONTENT in item) && item[TRASH.deletedAt]?.S !== undefined && item[TRASH.deletedAt].S === item[UPDATED_AT]?.S
    && REV in item && TABLE.timeToLive in item
    ? {}
    : undefined;
}

/** The condition that the row is a note in the trash. DynamoDB empties the trash late, so an expired note counts as gone. */
export const isInTrash = (): Expression => ({
  // In dynalite an empty string has no type.
  text: `${IS_TOMBSTONE.text} AND (attribute_type(#deletedContent, :string) OR #deletedContent = :empty) AND #expiresAt > :now`,
  names: { ...IS_TOMBSTONE.names, '#deletedContent': TRASH.content },
  values: { ':string': { S: 'S' }, ':empty': { S: '' }, ':now': { N: `${inSeconds(now())}` } },
});

/** The note of a row that meets `isInTrash`. */
export function deletedNote(item: Item | undefined): Note | undefined {
  const note = item && tombstone(item) && Number(item[TABLE.timeToLive].N) > inSeconds(now())
    ? itemToNote({ ...item, [CONTENT]: item[TRASH.content] })
    : undefined;
  return note && { ...note, deletedAt: item![TRASH.deletedAt].S };
}

export const inSeconds = (date: Date): number => Math.floor(date.getTime() / 1000);
