import { handler } from './http/handler';
import { writePreconditions } from './http/preconditions';
import { Request } from './http/request';
import { Response } from './http/response';
import { etag, newNote, Note, noteDocument } from './note/note';
import { isChosenId } from './note/note-id';
import { noteMembers } from './note/note-members';
import { Problem } from './note/problem';
import { changeNote, createChosenNote } from './store/update';
import { LIMITS } from '../src/contract/limits';
import { NOTE_PATCH, WHOLE_NOTE } from '../src/contract/note-fields';

/** RFC 6902: a list of steps, which a merge patch is not. */
const JSON_PATCH = 'application/json-patch+json';

const CHOSEN_ID = `must be 1 to ${LIMITS.chosenIdCharacters} of the characters A-Z, a-z, 0-9, "_" and "-"`;

const METHODS: Record<string, (request: Request) => Promise<Response>> = { PUT: replace, PATCH: patch };

export const updateNote = handler((request) => METHODS[request.method](request));

async function replace(request: Request): Promise<Response> {
  const { userId, noteId, remainingMillis } = request;
  const preconditions = writePreconditions(request);
  const members = noteMembers(request.json, WHOLE_NOTE);
  if (preconditions.ifNoneMatch === '*' && !preconditions.ifMatch) {
    if (!isChosenId(noteId)) {
      throw new Problem('invalid-parameter', { errors: [{ parameter: 'id', detail: CHOSEN_ID }] });
    }
    const note = await createChosenNote(newNote(userId, members, noteId), remainingMillis);
    return answer(note, 201, { Location: request.noteLink(userId, noteId) });
  }
  const { content, title } = members;
  return answer(await changeNote(userId, noteId, { content, title }, preconditions, remainingMillis));
}

async function patch(request: Request): Promise<Response> {
  const { userId, noteId, remainingMillis } = request;
  if (request.mediaType === JSON_PATCH) {
    throw new Problem('unsupported-patch-type');
  }
  const preconditions = writePreconditions(request);
  const { json } = request;
  const members = noteMembers(json, NOTE_PATCH);
  if (Object.keys(members).length === 0 && Object.keys(json).length > 0) {
    throw new Problem('no-known-member');
  }
  return answer(await changeNote(userId, noteId, members, preconditions, remainingMillis));
}

function answer(note: Note, status = 200, headers: Response['headers'] = {}): Response {
  return { status, headers: { ETag: etag(note), ...headers }, body: noteDocument(note) };
}
