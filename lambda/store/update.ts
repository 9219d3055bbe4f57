import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Access } from './access';
import { areEqual, toAttribute } from './attribute';
import { conflict } from './conflict';
import { ATTRIBUTES, checkItemSize, itemKey, itemToNote, noteToItem } from './note-item';
import { write } from './request';
import { IS_NEW, TABLE_NAME, WITH_CURRENT_ITEM } from './table';
import { Expression, writeCondition } from './write-condition';
import { LIMITS } from '../../src/contract/limits';
import { updateItem } from '../dynamodb/operations';
import { WITH_PROOF } from '../dynamodb/send';
import { lists, Preconditions, TagList } from '../note/entity-tag';
import { newState, Note } from '../note/note';
import { NoteMembers, stored } from '../note/note-members';
import { Problem } from '../note/problem';

const UNCERTAINTY = 'the note may or may not have been changed';

/** The members to set. A member with the value undefined is removed. */
type Change = Partial<Omit<Note, 'id'>>;

interface Update {
  readonly id: string;
  /** Creates the change that one attempt writes. */
  readonly change: () => Change;
  readonly condition: Expression;
  /** Whether a note that failed the condition already has the requested state. */
  readonly isDone: (current: Note) => boolean;
}

/** Changes members of a note that meets the preconditions. Without members, the note and its revision stay the same. */
export function changeNote(access: Access, id: string, members: NoteMembers, preconditions: Preconditions): Promise<Note> {
  const fields = stored(members);
  return update(access, {
    id,
    change: () => Object.keys(fields).length > 0 ? { ...fields, ...newState() } : {},
    condition: writeCondition(preconditions),
    // RFC 9110, section 13.1.1: the change has already been made, perhaps by this client.
    isDone: (current) => fails(preconditions.ifMatch, current) && has(current, fields),
  });
}

/** Stores a note under an id that the client chose, unless a row has it already. */
export function createChosenNote(access: Access, { id, ...members }: Note): Promise<Note> {
  return update(access, {
    id,
    change: () => ({ ...members, ...newState() }),
    condition: { text: IS_NEW, names: {}, values: {} },
    isDone: () => false,
  });
}

async function update(access: Access, { id, change, condition, isDone }: Update): Promise<Note> {
  checkItemSize(noteToItem(access.userId, { id, ...change() }));
  const revisions = new Set<string | undefined>();
  try {
    const { Attributes } = await write(access, UNCERTAINTY, (exchanged) => {
      // A new revision for each attempt: between two attempts another client can change the note, which must not get the same revision.
      const attempted = change();
      revisions.add(attempted.rev);
      const assignment = assign(attempted);
      return updateItem({
        TableName: TABLE_NAME,
        Key: itemKey(access.userId, id),
        UpdateExpression: assignment.text || undefined,
        ConditionExpression: condition.text,
        ExpressionAttributeNames: { ...condition.names, ...assignment.names },
        ExpressionAttributeValues: { ...condition.values, ...assignment.values },
        ReturnValues: 'ALL_NEW',
        ...WITH_CURRENT_ITEM,
        ...WITH_PROOF,
      }, exchanged);
    });
    return itemToNote(Attributes)!;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      const current = itemToNote(error.Item);
      if (current && (current.rev !== undefined && revisions.has(current.rev) || isDone(current))) {
        return current;
      }
      throw conflict(error, current, UNCERTAINTY);
    }
    // All other causes are checked before the request: what stays in the item plus what is new exceeds the limit.
    throw error instanceof Error && error.name === 'ValidationException'
      ? new Problem('note-too-large', { limit: LIMITS.itemBytes }, { cause: error })
      : error;
  }
}

const fails = (ifMatch: TagList | undefined, { rev }: Note): boolean => ifMatch !== undefined && !lists(ifMatch, rev);

const has = (note: Note, members: Change): boolean =>
  (Object.keys(members) as (keyof Change)[]).every((member) => areEqual(note[member], members[member]));

function assign(change: Change): Expression {
  const members = Object.keys(change) as (keyof Change)[];
  const set = members.filter((member) => change[member] !== undefined);
  const removed = members.filter((member) => change[member] === undefined);
  return {
    text: [
      ...set.length > 0 ? [`SET ${set.map((member) => `#${member} = :${member}`).join(', ')}`] : [],
      ...removed.length > 0 ? [`REMOVE ${removed.map((member) => `#${member}`).join(', ')}`] : [],
    ].join(' '),
    names: Object.fromEntries(members.map((member) => [`#${member}`, ATTRIBUTES[member].attribute])),
    values: Object.fromEntries(set.map((member) => [`:${member}`, toAttribute(ATTRIBUTES[member].kind, change[member]!)])),
  };
}
