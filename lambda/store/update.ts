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

/** Members that a note gets; one that is there and undefined is removed. */
type Change = Partial<Omit<Note, 'id'>>;

interface Update {
  readonly id: string;
  /** What one attempt writes. */
  readonly change: () => Change;
  readonly condition: Expression;
  /** Whether a note that failed the condition is what was asked for all the same. */
  readonly isDone: (current: Note) => boolean;
}

/** Changes the members of a note that is as the preconditions demand; without any it stays as it is, its revision too. */
export function changeNote(access: Access, id: string, members: NoteMembers, preconditions: Preconditions): Promise<Note> {
  const fields = stored(members);
  return update(access, {
    id,
    change: () => Object.keys(fields).length > 0 ? { ...fields, ...newState() } : {},
    condition: writeCondition(preconditions),
    // RFC 9110, section 13.1.1: the change was made already, perhaps by this client.
    isDone: (current) => fails(preconditions.ifMatch, current) && has(current, fields),
  });
}

/** Stores a note under an id that its client chose and that no row has. */
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
      // A revision of its own for each attempt: between two of them the note can become another, which must not have the same.
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
    // All else that DynamoDB finds fault with is checked before: what stays of the item is too much with what is new.
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
