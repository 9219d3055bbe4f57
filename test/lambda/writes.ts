import { Call } from './functions';
import { Row } from './notes-table';
import { etag } from '../../lambda/note/note';
import { NotesOperation, OPERATIONS } from '../../src/contract/operations';

/** The note that exists before a write that needs one. */
export const noteOf = (userId: string, rev = 'r1', content = 'old'): Row => ({
  PK: { S: userId },
  SK: { S: 'note' },
  noteContent: { S: content },
  createdAt: { S: '2020-01-01T00:00:00.000Z' },
  updatedAt: { S: '2020-01-01T00:00:00.000Z' },
  rev: { S: rev },
});

const ifMatch = { 'If-Match': etag({ rev: 'r1' }) };
const body = { content: 'S3cretContent', title: 'S3cretTitle' };

interface Write extends Omit<Call, 'userId'> {
  readonly status: number;
  /** Whether it concerns the existing note. */
  readonly needsNote: boolean;
  readonly action: string;
  readonly condition: string;
}

const EXPIRED = '(#expiresAt BETWEEN :expiredFrom AND :expiredTo)';
const NOTE = `(attribute_type(#content, :string) OR #content = :empty) AND NOT ${EXPIRED}`;
const MATCH = '(#rev IN (:match0))';
const EARLIER = '(attribute_not_exists(#updatedAt) OR #updatedAt < :updatedAt)';
const TOMBSTONE = 'attribute_not_exists(#content) AND #deletedAt = #updatedAt AND attribute_exists(#rev) AND attribute_exists(#expiresAt)';
const FREE = 'attribute_not_exists(SK)';

const update = { id: 'note', needsNote: true, status: 200, action: actionOf(NotesOperation.UPDATE), condition: `${NOTE} AND ${EARLIER}` };
const matched = { headers: ifMatch, condition: `${NOTE} AND ${MATCH} AND ${EARLIER}` };
const creation = { needsNote: false, status: 200, condition: FREE };
const deletion = { status: 204, action: actionOf(NotesOperation.DELETE) };

/** Every kind of write. */
export const WRITES = {
  'POST': { ...creation, method: 'POST', body, action: actionOf(NotesOperation.CREATE) },
  // The actions of its parts allow a transaction.
  'POST with a key': { ...creation, method: 'POST', body, headers: { 'Idempotency-Key': 'S3cretKey' }, action: 'TransactWriteItems' },
  'PUT': { ...update, method: 'PUT', body },
  'PUT with If-Match': { ...update, ...matched, method: 'PUT', body },
  'PUT with If-None-Match: *': {
    ...update,
    ...creation,
    method: 'PUT',
    body,
    headers: { 'If-None-Match': '*' },
    status: 201,
    condition: `${FREE} OR ${EXPIRED} OR ${TOMBSTONE} AND ${EARLIER}`,
  },
  'PATCH': { ...update, method: 'PATCH', body: { content: 'S3cretContent' } },
  'PATCH with If-Match': { ...update, ...matched, method: 'PATCH', body },
  'DELETE': { ...update, ...deletion, method: 'DELETE' },
  'DELETE with If-Match': { ...update, ...matched, ...deletion, method: 'DELETE' },
} as const satisfies Record<string, Write>;

export type WriteName = keyof typeof WRITES;

export const WRITE_NAMES = Object.keys(WRITES) as WriteName[];

/** The name of the request that an operation sends to DynamoDB. */
export function actionOf(operation: NotesOperation): string {
  return OPERATIONS[operation].action.replace('dynamodb:', '');
}
