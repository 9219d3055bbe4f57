import { seenRow } from './stored-note';
import { Call } from '../lambda/functions';
import { NoteRequest, Seen } from '../lambda/note-register';
import { noteOf, WRITES } from '../lambda/writes';

/** A request to the API about the only note of a user. */
interface Shape extends Pick<Call, 'method' | 'id' | 'headers' | 'body'> {
  readonly status: number;
  /** Whether the note exists before. */
  readonly needsNote: boolean;
  readonly request: NoteRequest;
}

const shape = ({ method, status, needsNote, request, ...call }: Shape): Shape =>
  ({ method, status, needsNote, request, id: call.id, headers: call.headers, body: call.body });

const note: Seen = { content: 'S3cretContent', title: 'S3cretTitle' };
const expected = seenRow(noteOf('anyone'));
const read = { method: 'GET', status: 200, needsNote: true };

export const SHAPES = {
  'POST': shape({ ...WRITES.POST, request: { kind: 'create', note } }),
  'POST with a key': shape({ ...WRITES['POST with a key'], request: { kind: 'create', note, hasKey: true } }),
  'GET': { ...read, id: 'note', request: { kind: 'get' } },
  'GET list': { ...read, request: { kind: 'list' } },
  'PUT': shape({ ...WRITES.PUT, request: { kind: 'put', note } }),
  'PUT with If-Match': shape({ ...WRITES['PUT with If-Match'], request: { kind: 'put', note, expected } }),
  'PUT with If-None-Match: *': shape({ ...WRITES['PUT with If-None-Match: *'], request: { kind: 'create', note: { ...note, id: 'note' } } }),
  'PATCH': shape({ ...WRITES.PATCH, request: { kind: 'patch', note: { content: note.content } } }),
  'PATCH with If-Match': shape({ ...WRITES['PATCH with If-Match'], request: { kind: 'patch', note, expected } }),
  'DELETE': shape({ ...WRITES.DELETE, request: { kind: 'delete' } }),
  'DELETE with If-Match': shape({ ...WRITES['DELETE with If-Match'], request: { kind: 'delete', expected } }),
} as const satisfies Record<string, Shape>;

export type ShapeName = keyof typeof SHAPES;

export const SHAPE_NAMES = Object.keys(SHAPES) as ShapeName[];

/** The shapes whose note another client can write, because it knows the id. */
export const CONTESTED = SHAPE_NAMES.filter((name) => {
  const { id, request }: Shape = SHAPES[name];
  return id !== undefined && request.kind !== 'get';
});
