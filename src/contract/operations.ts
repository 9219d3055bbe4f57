import { CHANGES_INDEX } from './changes';
import { RequestHeader, ResponseHeader } from './headers';
import { NoteBody, NOTE_PATCH, WHOLE_NOTE } from './note-bodies';
import { QueryParameter } from './openapi-parameters';
import { NotesOption } from './options';
import { NOTE_PATH, NOTES_PATH, RESTORE_PATH } from './paths';
import { ProblemCode } from './problems';
import { DOCUMENTS } from './schemas';

/**
 * An operation of the notes API.
 *
 * Each operation has its own Lambda function with exactly one DynamoDB action.
 */
export enum NotesOperation {
  /** `POST /notes/{userId}`: stores a note under a new id. Needs `dynamodb:PutItem`. */
  CREATE = 'CREATE',

  /** `GET` and `HEAD /notes/{userId}/{id}`: reads one note. Needs `dynamodb:GetItem`. */
  GET = 'GET',

  /** `GET` and `HEAD /notes/{userId}`: lists the notes of a user, page by page, newest first by default. Needs `dynamodb:Query`. */
  LIST = 'LIST',

  /**
   * `PUT` and `PATCH /notes/{userId}/{id}`: replaces a note or changes parts of it. Needs `dynamodb:UpdateItem`.
   *
   * With `trash` also `POST /notes/{userId}/{id}/restore`: restores a deleted note.
   */
  UPDATE = 'UPDATE',

  /** `DELETE /notes/{userId}/{id}`: deletes a note. Needs `dynamodb:DeleteItem`, or with `trash` `dynamodb:UpdateItem`. */
  DELETE = 'DELETE',
}

/** The response to a successful request. */
export interface Success {
  readonly status: number;
  readonly description: string;
  readonly document?: keyof typeof DOCUMENTS;
  readonly headers: readonly ResponseHeader[];
}

/** A method on a path of the API. */
export interface Route {
  /** The route's name in the OpenAPI document. */
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly method: string;
  readonly path: string;
  readonly query: readonly QueryParameter[];
  readonly headers: readonly RequestHeader[];
  readonly body?: NoteBody;
  readonly successes: readonly Success[];
  /** The problems in addition to `COMMON_PROBLEMS`. */
  readonly problems: readonly ProblemCode[];
}

/** The definition of an operation, used by the construct, the functions, the OpenAPI document and the tests. */
export interface Operation {
  /** The bundle's export, and in Pascal case the construct id. */
  readonly handler: string;
  readonly action: string;
  /** Its kinds of DynamoDB request, as DynamoDB's metrics name them. One invocation makes one of them. */
  readonly requests: readonly string[];
  /** The index of the table that it may read as well. */
  readonly index?: string;
  readonly routes: readonly Route[];
}

/** The full path of a route under the path that the notes are mounted on. */
export const mountedPath = (mountPath: string, path: string): string => mountPath.replace(/\/$/, '') + path;

/** The names of the parameters in a path. */
export const pathParameters = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

const BODY_PROBLEMS = ['invalid-json', 'invalid-body', 'invalid-field', 'note-too-large'] as const;
const CONDITIONS = ['If-Match', 'If-None-Match'] as const;
const CONDITION_PROBLEMS = ['invalid-precondition', 'precondition-failed'] as const;
const WRITE_PROBLEMS = ['note-not-found', ...CONDITION_PROBLEMS, 'precondition-required'] as const;

const GET_NOTE: Route = {
  id: 'getNote',
  summary: 'Reads a note.',
  description: 'With the entity tag of the note in `If-None-Match`, the answer is 304 without the note.',
  method: 'GET',
  path: NOTE_PATH,
  query: [],
  headers: CONDITIONS,
  successes: [
    { status: 200, description: 'The note.', document: 'Note', headers: ['ETag'] },
    { status: 304, description: 'The note has one of the entity tags.', headers: ['ETag'] },
  ],
  problems: ['note-not-found', ...CONDITION_PROBLEMS],
};

const LIST_NOTES: Route = {
  id: 'listNotes',
  summary: 'Lists the notes of a user, page by page.',
  description: 'To read all pages, pass `nextCursor` as `cursor` until a page has none. A page can have fewer notes than `limit`.',
  method: 'GET',
  path: NOTES_PATH,
  query: ['limit', 'order', 'view', 'cursor', 'tag'],
  headers: CONDITIONS,
  successes: [
    { status: 200, description: 'A page of notes; the last one has no `nextCursor`.', document: 'NotesPage', headers: ['Link'] },
    { status: 304, description: 'The list exists, and `If-None-Match` is `*`.', headers: [] },
  ],
  problems: ['invalid-cursor', ...CONDITION_PROBLEMS],
};

/** The request that is answered like a GET, but without a body (RFC 9110, section 9.3.2). */
const headOf = (get: Route, id: string, summary: string): Route =>
  ({ ...get, id, summary, method: 'HEAD', successes: get.successes.map(({ document, ...success }) => success) });

export const OPERATIONS: Readonly<Record<NotesOperation, Operation>> = {
  [NotesOperation.CREATE]: {
    handler: 'createNote',
    action: 'dynamodb:PutItem',
    requests: ['PutItem', 'TransactWriteItems'],
    routes: [
      {
        id: 'createNote',
        summary: 'Stores a note under a new id.',
        description: 'Without an `Idempotency-Key`, a request that is sent twice stores two notes.',
        method: 'POST',
        path: NOTES_PATH,
        query: [],
        headers: ['Idempotency-Key', ...CONDITIONS],
        body: WHOLE_NOTE,
        successes: [
          {
            status: 200,
            description: 'The note is stored.',
            document: 'CreatedNote',
            headers: ['ETag', 'Location', 'Idempotent-Replayed'],
          },
        ],
        problems: [
          ...BODY_PROBLEMS, ...CONDITION_PROBLEMS,
          'invalid-idempotency-key', 'idempotency-in-progress', 'idempotency-key-reused', 'idempotency-unsupported',
        ],
      },
    ],
  },
  [NotesOperation.GET]: {
    handler: 'getNote',
    action: 'dynamodb:GetItem',
    requests: ['GetItem'],
    routes: [GET_NOTE, headOf(GET_NOTE, 'headNote', 'Checks whether a note exists, and reads its entity tag.')],
  },
  [NotesOperation.LIST]: {
    handler: 'listNotes',
    action: 'dynamodb:Query',
    requests: ['Query'],
    routes: [LIST_NOTES, headOf(LIST_NOTES, 'headNotes', 'Checks whether a list has a next page.')],
  },
  [NotesOperation.UPDATE]: {
    handler: 'updateNote',
    action: 'dynamodb:UpdateItem',
    requests: ['UpdateItem'],
    routes: [
      {
        id: 'replaceNote',
        summary: 'Replaces a note, or with `If-None-Match: *` creates one under an id that the client chooses.',
        description: 'Keeps `createdAt`, and removes a title and tags that are left out. A chosen id has 1 to 128 of the characters A-Z, a-z, 0-9, `_` and `-`. With `If-Match`, the note changes only if one of the entity tags matches.',
        method: 'PUT',
        path: NOTE_PATH,
        query: [],
        headers: CONDITIONS,
        body: WHOLE_NOTE,
        successes: [
          { status: 200, description: 'The note as it is now.', document: 'Note', headers: ['ETag'] },
          { status: 201, description: 'The note is created.', document: 'Note', headers: ['ETag', 'Location'] },
        ],
        problems: [...BODY_PROBLEMS, ...WRITE_PROBLEMS],
      },
      {
        id: 'patchNote',
        summary: 'Changes the given members of a note; `null` removes the title or the tags.',
        description: 'A JSON Merge Patch (RFC 7396). `{}` changes nothing. A patch with only unknown members is refused. With `If-Match`, the note changes only if one of the entity tags matches.',
        method: 'PATCH',
        path: NOTE_PATH,
        query: [],
        headers: CONDITIONS,
        body: NOTE_PATCH,
        successes: [{ status: 200, description: 'The note as it is now.', document: 'Note', headers: ['ETag'] }],
        problems: [...BODY_PROBLEMS, ...WRITE_PROBLEMS, 'no-known-member', 'unsupported-patch-type'],
      },
    ],
  },
  [NotesOperation.DELETE]: {
    handler: 'deleteNote',
    action: 'dynamodb:DeleteItem',
    requests: ['DeleteItem'],
    routes: [{
      id: 'deleteNote',
      summary: 'Deletes a note.',
      description: 'With `If-Match`, the note is deleted only if one of the entity tags matches.',
      method: 'DELETE',
      path: NOTE_PATH,
      query: [],
      headers: CONDITIONS,
      successes: [{ status: 204, description: 'The note is deleted.', headers: [] }],
      problems: WRITE_PROBLEMS,
    }],
  },
};

const RESTORE_NOTE: Route = {
  id: 'restoreNote',
  summary: 'Restores a note from the trash.',
  description: '`If-Match` takes the entity tag of the deleted note, which a list with `state=deleted` shows.',
  method: 'POST',
  path: RESTORE_PATH,
  query: [],
  headers: CONDITIONS,
  successes: [{ status: 200, description: 'The note as it is now.', document: 'Note', headers: ['ETag'] }],
  problems: ['note-not-found', ...CONDITION_PROBLEMS],
};

/** The changes of an option to an operation. */
interface Variation extends Partial<Pick<Operation, 'action' | 'index' | 'requests'>> {
  /** Further query parameters, problems and sentences of the description of each of its routes. */
  readonly query?: readonly QueryParameter[];
  readonly problems?: readonly ProblemCode[];
  readonly description?: string;
  /** Further routes. */
  readonly routes?: readonly Route[];
}

const VARIATIONS: Readonly<Record<NotesOption, Readonly<Partial<Record<NotesOperation, Variation>>>>> = {
  trash: {
    [NotesOperation.LIST]: { query: ['state'] },
    [NotesOperation.UPDATE]: { routes: [RESTORE_NOTE] },
    [NotesOperation.DELETE]: {
      action: 'dynamodb:UpdateItem',
      requests: ['UpdateItem'],
      query: ['permanent'],
      problems: ['note-too-large'],
      description: 'Moves the note to the trash, from which it can be restored for a limited time. With `permanent=true`, the note is deleted permanently.',
    },
  },
  changes: {
    [NotesOperation.LIST]: {
      index: CHANGES_INDEX.name,
      query: ['since'],
      problems: ['resync-required'],
      description: 'With `since`, the answer has changes instead. Pass `nextSince` as the next `since`: at once while `hasMore` is true, and later for newer changes.',
    },
  },
};

/** The operations of an API with these options. */
export const operationsWith = (options: readonly NotesOption[]): Readonly<Record<NotesOperation, Operation>> =>
  Object.fromEntries(Object.values(NotesOperation).map((name) =>
    [name, options.reduce((operation, option) => varied(operation, VARIATIONS[option][name] ?? {}), OPERATIONS[name])],
  )) as Record<NotesOperation, Operation>;

function varied(
  { routes, ...operation }: Operation, { query = [], problems = [], description, routes: further = [], ...others }: Variation,
): Operation {
  return {
    ...operation,
    ...others,
    routes: [
      ...routes.map((route) => ({
        ...route,
        description: [route.description, ...description ? [description] : []].join(' '),
        query: [...route.query, ...query],
        problems: [...route.problems, ...problems],
      })),
      ...further,
    ],
  };
}

/** The routes of these operations of an API with these options. */
export const routesOf = (operations: readonly NotesOperation[], options: readonly NotesOption[]): Route[] =>
  operations.flatMap((operation) => operationsWith(options)[operation].routes);
