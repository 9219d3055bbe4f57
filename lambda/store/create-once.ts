import { createHash } from 'node:crypto';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { Access } from './access';
import { checkItemSize, itemKey, noteToItem } from './note-item';
import { write } from './request';
import { IS_NEW, TABLE_NAME, WITH_CURRENT_ITEM } from './table';
import { NOTE_FIELD_NAMES } from '../../src/contract/note-fields';
import { TABLE } from '../../src/contract/table';
import { transactWriteItems } from '../dynamodb/operations';
import { WITH_PROOF } from '../dynamodb/send';
import { Note } from '../note/note';
import { FIRST_INTERNAL_KEY } from '../note/note-id';
import { NoteMembers } from '../note/note-members';
import { Problem } from '../note/problem';

const UNCERTAINTY = 'the note may or may not have been created; the same request with the same key creates it once';

const KEPT_SECONDS = 24 * 60 * 60;

/** The idempotency key of a request, and the members of its note. */
export interface IdempotentRequest {
  readonly key: string;
  readonly members: NoteMembers;
}

/** The members of a note in the response to its creation. */
export type CreatedNote = Pick<Note, 'id' | 'createdAt' | 'updatedAt' | 'rev'>;

/**
 * Stores a note together with a record of its request. If the record already exists, it returns the note of the first request, which the
 * refusal of the transaction contains.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export async function createNoteOnce(access: Access, note: Note, request: IdempotentRequest): Promise<CreatedNote> {
  const item = noteToItem(access.userId, note);
  checkItemSize(item);
  const now = Math.floor(Date.now() / 1000);
  const fingerprint = fingerprintOf(request.members);
  const record = {
    ...itemKey(access.userId, `${FIRST_INTERNAL_KEY}idempotency-key#${request.key}`),
    fingerprint: { S: fingerprint },
    noteId: { S: note.id },
    createdAt: { S: note.createdAt! },
    updatedAt: { S: note.updatedAt! },
    rev: { S: note.rev! },
    [TABLE.timeToLive]: { N: `${now + KEPT_SECONDS}` },
  };
  try {
    await write(access, UNCERTAINTY, (exchanged) => transactWriteItems({
      TransactItems: [
        {
          Put: {
            TableName: TABLE_NAME,
            Item: record,
            // DynamoDB deletes expired records late, so they count as deleted.
            ConditionExpression: `${IS_NEW} OR ${TABLE.timeToLive} <= :now`,
            ExpressionAttributeValues: { ':now': { N: `${now}` } },
            ...WITH_CURRENT_ITEM,
          },
        },
        { Put: { TableName: TABLE_NAME, Item: item, ConditionExpression: IS_NEW } },
      ],
      // DynamoDB recognizes a repeated attempt after a lost response.
      ClientRequestToken: note.id,
      ...WITH_PROOF,
    }, exchanged));
    return note;
  } catch (error) {
    if (error instanceof TransactionCanceledException) {
      return firstNote(error, fingerprint);
    }
    throw error instanceof Error && error.name === 'UnknownOperationException' ? new Problem('idempotency-unsupported') : error;
  }
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
  return { id: noteId.S!, createdAt: createdAt.S, updatedAt: updatedAt.S, rev: rev.S };
}

/** The fields of every fingerprint. Later fields count only if they are set, so that stored fingerprints stay valid. */
const FIRST_FIELDS = 3;

/** Identifies a request by what it stores. */
function fingerprintOf(members: NoteMembers): string {
  const values = NOTE_FIELD_NAMES.map((field) => members[field] ?? null);
  while (values.length > FIRST_FIELDS && values.at(-1) === null) {
    values.pop();
  }
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url');
}
