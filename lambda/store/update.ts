import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Access } from './access';
import { areEqual } from './attribute';
import { conflict } from './conflict';
import { hasExpired } from './expiry';
import { all, any } from './expression';
import { ATTRIBUTES, attributesOf, checkItemSize, currentNote, itemToNote, noteToItem } from './note-item';
import { IS_NEW } from './table';
import { IS_TOMBSTONE, tombstone } from './tombstone';
import { updateRow } from './update-row';
import { writeCondition } from './write-condition';
import { NOTE_FIELD_NAMES } from '../../src/contract/note-fields';
import { TABLE } from '../../src/contract/table';
import { TRASH } from '../../src/contract/trash';
import { now } from '../dynamodb/clock';
import { lists, Preconditions, TagList } from '../note/entity-tag';
import { newNote, newState, Note, SAMPLE_STATE } from '../note/note';
import { NoteMembers, stored } from '../note/note-members';

const UNCERTAINTY = 'the note may or may not have been changed';

/** The members to set. A member with the value undefined is removed. */
type Change = Partial<Omit<Note, 'id'>>;

/** Changes members of a note that meets the preconditions. Without members, the note and its revision stay the same. */
export async function changeNote(access: Access, id: string, members: NoteMembers, preconditions: Preconditions): Promise<Note> {
  const fields = stored(members);
  const isChange = Object.keys(fields).length > 0;
  const condition = writeCondition(preconditions);
  checkItemSize(noteToItem(access.userId, { id, ...fields, ...SAMPLE_STATE }));
  try {
    return itemToNote(await updateRow({ access, id, target: currentNote, preconditions, uncertainty: UNCERTAINTY }, (fence) => isChange
      ? { ...changes({ ...fields, ...newState(fence.updatedAt) }), condition: all(condition, fence.condition) }
      : { ...changes({}), condition }))!;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) {
      throw error;
    }
    const current = currentNote(error.Item);
    // RFC 9110, section 13.1.1: the change has already been made, perhaps by this client.
    if (current && fails(preconditions.ifMatch, current) && has(current, fields)) {
      return current;
    }
    throw conflict(error, current, UNCERTAINTY);
  }
}

/** The attributes that an expired row or a tombstone may still have. */
const NO_FIELDS = Object.fromEntries(NOTE_FIELD_NAMES.map((field) => [field, undefined]));

const LEFT_OVER: readonly string[] = [TABLE.timeToLive, ...Object.values(TRASH)];

/** Stores a note under an id that the client chose, unless a row already has that id. A tombstone does not count, even without a trash. */
export async function createChosenNote(access: Access, id: string, members: NoteMembers): Promise<Note> {
  checkItemSize(noteToItem(access.userId, newNote(members, now(), id)));
  try {
    return itemToNote(await updateRow({ access, id, target: tombstone, preconditions: {}, uncertainty: UNCERTAINTY }, (fence) => {
      const { id: _, ...state } = newNote(members, fence.updatedAt, id);
      const { removed, ...others } = changes({ ...NO_FIELDS, ...state });
      return {
        ...others,
        removed: [...removed, ...LEFT_OVER],
        condition: any({ text: IS_NEW, names: {}, values: {} }, hasExpired(), all(IS_TOMBSTONE, fence.condition)),
      };
    }))!;
  } catch (error) {
    throw error instanceof ConditionalCheckFailedException ? conflict(error, currentNote(error.Item), UNCERTAINTY) : error;
  }
}

const changes = (change: Change) => ({
  set: attributesOf(change),
  removed: (Object.keys(change) as (keyof Change)[]).filter((member) => change[member] === undefined)
    .map((member) => ATTRIBUTES[member].attribute),
  isReturned: true,
});

const fails = (ifMatch: TagList | undefined, { rev }: Note): boolean => ifMatch !== undefined && !lists(ifMatch, rev);

const has = (note: Note, members: Change): boolean =>
  (Object.keys(members) as (keyof Change)[]).every((member) => areEqual(note[member], members[member]));
