import { createHash } from 'node:crypto';
import { AttributeValue, TransactionCanceledException, TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { Access } from './access';
import { fromAttribute } from './attribute';
import { checkItemSize, Item, itemKey, noteToItem } from './note-item';
import { write } from './request';
import { HAS_TRANSACTIONS, IS_NEW, TABLE_NAME, WITH_CURRENT_ITEM } from './table';
import { NOTE_FIELD_NAMES } from '../../src/contract/note-fields';
import { TABLE } from '../../src/contract/table';
import { now } from '../dynamodb/clock';
import { transactWriteItems } from '../dynamodb/operations';
import { WITH_PROOF } from '../dynamodb/send';
import { newNote, Note } from '../note/note';
import { FIRST_INTERNAL_KEY } from '../note/note-id';
import { NoteMembers } from '../note/note-members';
import { Problem } from '../note/problem';

const UNCERTAINTY = 'the note may or may not have been created; to create it once, send the same request with the same key again';

const KEPT_SECONDS = 24 * 60 * 60;

/** The outcome of a creation. */
export type CreatedNote = Pick<Note, 'id' | 'createdAt' | 'updatedAt' | 'rev'> & {
  /** Whether an earlier request with the same key has created it. */
  readonly isReplayed?: boolean;
};

/**
 * Stores a note together with a record of its request. If the record already exists, it returns the note of the first request, which the
 * refusal of the transaction contains.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export async function createNoteOnce(access: Access, members: NoteMembers, key: string): Promise<CreatedNote> {
  if (!HAS_TRANSACTIONS) {
    throw new Problem('idempotency-unsupported');
  }
  const { userId } = access;
  const fingerprint = fingerprintOf(members);
  let note = newNote(members, now());
  checkItemSize(noteToItem(userId, note));
  let transaction: TransactWriteItemsCommandInput;
  try {
    await write(access, UNCERTAINTY, (exchanged, isOpen) => {
      // After an open attempt, every byte is the same, as the token requires.
      if (!isOpen) {
        note = newNote(members, now());
        transaction = creation(userId, note, { key, fingerprint });
      }
      return transactWriteItems(transaction, exchanged);
    });
    return note;
  } catch (error) {
    if (error instanceof TransactionCanceledException) {
      const first = firstNote(error, fingerprint);
      return { ...first, isReplayed: first.id !== note.id };
    }
    throw error instanceof Error && error.name === 'UnknownOperationException' ? new Problem('idempotency-unsupported') : error;
  }
}

function creation(userId: string, note: Note, { key, fingerprint }: { key: string; fingerprint: string }): TransactWriteItemsCommandInput {
  const { id, createdAt, updatedAt, rev } = note;
  const seconds = Math.floor(now().getTime() / 1000);
  const record: Item = {
    ...itemKey(userId, `${FIRST_INTERNAL_KEY}idempotency-key#${key}`),
    fingerprint: { S: fingerprint },
    noteId: { S: id },
    createdAt: { S: createdAt! },
    updatedAt: { S: updatedAt! },
    rev: { S: rev! },
    [TABLE.timeToLive]: { N: `${seconds + KEPT_SECONDS}` },
  };
  return {
    TransactItems: [
      {
        Put: {
          TableName: TABLE_NAME,
          Item: record,
          // DynamoDB deletes expired records late, so they count as deleted.
          ConditionExpression: `${IS_NEW} OR ${TABLE.timeToLive} <= :now`,
          ExpressionAttributeValues: { ':now': { N: `${seconds}` } },
          ...WITH_CURRENT_ITEM,
        },
      },
      { Put: { TableName: TABLE_NAME, Item: noteToItem(userId, note), ConditionExpression: IS_NEW } },
    ],
    // DynamoDB recognizes a repeated attempt after a lost response.
    ClientRequestToken: id,
    ...WITH_PROOF,
  };
}

function firstNote(error: TransactionCanceledException, fingerprint: string): CreatedNote {
  const { CancellationReasons: reasons = [] } = error;
  if (reasons.some(({ Code }) => Code === 'TransactionConflict')) {
    throw new Problem('idempotency-in-progress');
  }
  const record = reasons[0]?.Item;
  if (!record) {
    throw error;
  }
  if (record.fingerprint?.S !== fingerprint) {
    throw new Problem('idempotency-key-reused');
  }
  const { noteId, createdAt, updatedAt, rev } = record;
  return { id: noteId.S!, createdAt: dateOf(createdAt), updatedAt: dateOf(updatedAt), rev: rev.S };
}

const dateOf = (attribute: AttributeValue): string | undefined => fromAttribute('date-time', attribute) as string | undefined;

/** The fields of every fingerprint. Later fields count only if they are set, so that stored fingerprints stay valid. */
const FIRST_FIELDS = 3;

/** Identifies a request by the fields that it stores. */
function fingerprintOf(members: NoteMembers): string {
  const values = NOTE_FIELD_NAMES.map((field) => members[field] ?? null);
  while (values.length > FIRST_FIELDS && values.at(-1) === null) {
    values.pop();
  }
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url');
}
