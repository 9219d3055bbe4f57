import { ConditionalCheckFailedException, UpdateItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { Access } from './access';
import { areEqual, toAttribute } from './attribute';
import { conflict } from './conflict';
import { hasExpired } from './expiry';
import { all, any, Expression } from './expression';
import { fenced } from './fenced';
import { ATTRIBUTES, checkItemSize, currentNote, itemKey, itemToNote, noteToItem } from './note-item';
import { write } from './request';
import { IS_NEW, TABLE_NAME, WITH_CURRENT_ITEM } from './table';
import { sizeProblem } from './too-large';
import { writeCondition } from './write-condition';
import { NOTE_FIELD_NAMES } from '../../src/contract/note-fields';
import { TABLE } from '../../src/contract/table';
import { now } from '../dynamodb/clock';
import { Exchange } from '../dynamodb/exchange';
import { updateItem } from '../dynamodb/operations';
import { Attempt, WITH_PROOF } from '../dynamodb/send';
import { lists, Preconditions, TagList } from '../note/entity-tag';
import { newNote, newRevision, newState, Note } from '../note/note';
import { NoteMembers, stored } from '../note/note-members';

const UNCERTAINTY = 'the note may or may not have been changed';

/** The members to set. A member with the value undefined is removed. */
type Change = Partial<Omit<Note, 'id'>>;

/** What one attempt asks for. */
interface Form {
  readonly change: Change;
  readonly condition: Expression;
  /** Attributes to remove that are no members of a note. */
  readonly removed?: readonly string[];
}

type Request = (form: Form, exchanged: Exchange) => Promise<UpdateItemCommandOutput>;

/** Changes members of a note that meets the preconditions. Without members, the note and its revision stay the same. */
export function changeNote(access: Access, id: string, members: NoteMembers, preconditions: Preconditions): Promise<Note> {
  const fields = stored(members);
  const isChange = Object.keys(fields).length > 0;
  const condition = writeCondition(preconditions);
  checkItemSize(noteToItem(access.userId, { id, ...fields, ...newState(now()) }));
  return update(
    access,
    id,
    (request) => fenced(preconditions, (fence, exchanged) => request(isChange
      ? { change: { ...fields, ...newState(fence.updatedAt) }, condition: all(condition, fence.condition) }
      : { change: {}, condition }, exchanged)),
    // RFC 9110, section 13.1.1: the change has already been made, perhaps by this client.
    (current) => fails(preconditions.ifMatch, current) && has(current, fields),
  );
}

/** What a row that has expired may still have. */
const NO_FIELDS = Object.fromEntries(NOTE_FIELD_NAMES.map((field) => [field, undefined]));

/** Stores a note under an id that the client chose, unless a row has it already. */
export function createChosenNote(access: Access, id: string, members: NoteMembers): Promise<Note> {
  let note = newNote(members, now(), id);
  checkItemSize(noteToItem(access.userId, note));
  return update(
    access,
    id,
    (request) => (exchanged, isOpen) => {
      note = isOpen ? { ...note, rev: newRevision() } : newNote(members, now(), id);
      const { id: _, ...state } = note;
      return request({
        change: { ...NO_FIELDS, ...state },
        condition: any({ text: IS_NEW, names: {}, values: {} }, hasExpired()),
        removed: [TABLE.timeToLive],
      }, exchanged);
    },
  );
}

async function update(
  access: Access, id: string, attempt: (request: Request) => Attempt<UpdateItemCommandOutput>, isDone = (_current: Note) => false,
): Promise<Note> {
  const revisions = new Set<string | undefined>();
  let asked: Change = {};
  const request: Request = ({ change, condition, removed }, exchanged) => {
    // A new revision for each attempt: between two attempts another client can change the note, which must not get the same revision.
    revisions.add(change.rev);
    asked = change;
    const assignment = assign(change, removed);
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
  };
  try {
    const { Attributes } = await write(access, UNCERTAINTY, attempt(request));
    return itemToNote(Attributes)!;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      const current = currentNote(error.Item);
      if (current && (current.rev !== undefined && revisions.has(current.rev) || isDone(current))) {
        return current;
      }
      throw conflict(error, current, UNCERTAINTY);
    }
    throw await sizeProblem(access, noteToItem(access.userId, { id, ...asked }), error);
  }
}

const fails = (ifMatch: TagList | undefined, { rev }: Note): boolean => ifMatch !== undefined && !lists(ifMatch, rev);

const has = (note: Note, members: Change): boolean =>
  (Object.keys(members) as (keyof Change)[]).every((member) => areEqual(note[member], members[member]));

function assign(change: Change, removedAttributes: readonly string[] = []): Expression {
  const members = Object.keys(change) as (keyof Change)[];
  const set = members.filter((member) => change[member] !== undefined);
  const removed = [...members.filter((member) => change[member] === undefined), ...removedAttributes];
  return {
    text: [
      ...set.length > 0 ? [`SET ${set.map((member) => `#${member} = :${member}`).join(', ')}`] : [],
      ...removed.length > 0 ? [`REMOVE ${removed.map((name) => `#${name}`).join(', ')}`] : [],
    ].join(' '),
    names: Object.fromEntries([
      ...members.map((member) => [`#${member}`, ATTRIBUTES[member].attribute]),
      ...removedAttributes.map((attribute) => [`#${attribute}`, attribute]),
    ]),
    values: Object.fromEntries(set.map((member) => [`:${member}`, toAttribute(ATTRIBUTES[member].kind, change[member]!)])),
  };
}
