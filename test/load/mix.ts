import { randomUUID } from 'node:crypto';
import { Request } from 'autocannon';

/** The facts about the notes of a round that its requests share. */
export class Round {
  readonly key = randomUUID();
  readonly ownId = randomUUID();
  createdId = '';
  keyedId = '';
  etag = '';
  cursor = '';
}

/** A request of a round, and its expected answer. */
export interface Step {
  readonly name: string;
  readonly method: NonNullable<Request['method']>;
  readonly path: (round: Round) => string;
  readonly headers?: (round: Round) => Record<string, string>;
  readonly body?: object;
  /** Sent without the token of the connection's user. */
  readonly anonymous?: true;
  readonly status: number;
  /** Takes the values that later requests need from the answer, or checks that it is the answer to this request. */
  readonly answered?: (round: Round, answer: any) => boolean | void;
}

const NOTES = '/notes/me';
const created = ({ createdId }: Round) => `${NOTES}/${createdId}`;
const keyed = ({ keyedId }: Round) => `${NOTES}/${keyedId}`;
const own = ({ ownId }: Round) => `${NOTES}/${ownId}`;

const ifMatch = ({ etag }: Round) => ({ 'If-Match': etag });
const ifNone = () => ({ 'If-None-Match': '*' });
const withKey = ({ key }: Round) => ({ 'Idempotency-Key': key });

const MILK = { content: 'Buy milk', title: 'Errands' };
const BREAD = { content: 'Buy bread' };

/** Typical and invalid requests of apps. A round deletes every note that it creates, so that the size of the table does not change. */
export const ROUND: readonly Step[] = [
  {
    name: 'create',
    method: 'POST',
    path: () => NOTES,
    body: MILK,
    status: 200,
    answered: (round, { noteId, etag }) => {
      round.createdId = noteId;
      round.etag = etag;
    },
  },
  { name: 'get', method: 'GET', path: created, status: 200, answered: ({ createdId }, { id }) => id === createdId },
  { name: 'get what is known', method: 'GET', path: created, headers: ({ etag }) => ({ 'If-None-Match': etag }), status: 304 },
  {
    name: 'create with a key',
    method: 'POST',
    path: () => NOTES,
    headers: withKey,
    body: MILK,
    status: 200,
    answered: (round, { noteId }) => {
      round.keyedId = noteId;
    },
  },
  {
    name: 'create with the key again',
    method: 'POST',
    path: () => NOTES,
    headers: withKey,
    body: MILK,
    status: 200,
    answered: ({ keyedId }, { noteId }) => noteId === keyedId,
  },
  { name: 'create another with the key', method: 'POST', path: () => NOTES, headers: withKey, body: BREAD, status: 422 },
  {
    name: 'list',
    method: 'GET',
    path: () => `${NOTES}?limit=10&view=summary`,
    status: 200,
    answered: (round, { nextCursor }) => {
      round.cursor = nextCursor;
    },
  },
  {
    name: 'list on',
    method: 'GET',
    path: ({ cursor }) => `${NOTES}?limit=10&cursor=${cursor}`,
    status: 200,
    answered: (_, { notes }) => notes.length > 0,
  },
  {
    name: 'replace',
    method: 'PUT',
    path: created,
    headers: ifMatch,
    body: BREAD,
    status: 200,
    answered: ({ createdId }, { id }) => id === createdId,
  },
  {
    name: 'replace what has changed',
    method: 'PUT',
    path: created,
    headers: ifMatch,
    body: MILK,
    status: 412,
    answered: (round, { current }) => {
      round.etag = current.etag;
    },
  },
  {
    name: 'patch',
    method: 'PATCH',
    path: created,
    headers: ifMatch,
    body: { title: 'Food' },
    status: 200,
    answered: (round, { etag }) => {
      round.etag = etag;
    },
  },
  {
    name: 'create under an own id',
    method: 'PUT',
    path: own,
    headers: ifNone,
    body: MILK,
    status: 201,
    answered: ({ ownId }, { id }) => id === ownId,
  },
  { name: 'create what there is', method: 'PUT', path: own, headers: ifNone, body: BREAD, status: 412 },
  { name: 'delete', method: 'DELETE', path: created, headers: ifMatch, status: 204 },
  { name: 'delete with a key', method: 'DELETE', path: keyed, status: 204 },
  { name: 'delete under an own id', method: 'DELETE', path: own, status: 204 },
  { name: 'get what is gone', method: 'GET', path: created, status: 404 },
  { name: 'create nothing', method: 'POST', path: () => NOTES, body: { title: 'Errands' }, status: 400 },
  { name: 'list another\'s', method: 'GET', path: ({ ownId }) => `/notes/${ownId}`, status: 403 },
  { name: 'list as nobody', method: 'GET', path: () => NOTES, anonymous: true, status: 401 },
  { name: 'preflight', method: 'OPTIONS', path: () => NOTES, anonymous: true, status: 204 },
];
