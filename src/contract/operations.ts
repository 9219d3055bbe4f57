import { NoteField } from './note-fields';

/**
 * An operation of the notes API.
 *
 * Each one is a Lambda function of its own with exactly one DynamoDB action.
 */
export enum NotesOperation {
  /** `POST /notes/{userId}`: stores a note under a new id. Needs `dynamodb:PutItem`. */
  CREATE = 'CREATE',

  /** `GET /notes/{userId}/{id}`: reads one note. Needs `dynamodb:GetItem`. */
  GET = 'GET',
}

/** The members of a note in a request's body. */
export interface NoteBody {
  readonly required: readonly NoteField[];
  readonly optional: readonly NoteField[];
}

/** A method on a path of the API. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly body?: NoteBody;
}

/** What one operation is at every place that needs to know: construct, function and tests. */
export interface Operation {
  /** The bundle's export, and in Pascal case the construct id. */
  readonly handler: string;
  readonly action: string;
  readonly routes: readonly Route[];
}

/** The notes of a user, and one of them. */
export const NOTES_PATH = '/notes/{userId}';
export const NOTE_PATH = `${NOTES_PATH}/{id}`;

export const OPERATIONS: Readonly<Record<NotesOperation, Operation>> = {
  [NotesOperation.CREATE]: {
    handler: 'createNote',
    action: 'dynamodb:PutItem',
    routes: [{ method: 'POST', path: NOTES_PATH, body: { required: ['content'], optional: ['title', 'createdAt'] } }],
  },
  [NotesOperation.GET]: {
    handler: 'getNote',
    action: 'dynamodb:GetItem',
    routes: [{ method: 'GET', path: NOTE_PATH }],
  },
};
