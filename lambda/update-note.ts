import { handler, Operation } from './http/handler';
import { preconditions, writePreconditions } from './http/preconditions';
import { Response } from './http/response';
import { etag, Note, noteDocument } from './note/note';
import { isChosenId } from './note/note-id';
import { noteMembers, replacement } from './note/note-members';
import { Problem } from './note/problem';
import { LIMITS } from '../src/contract/limits';
import { NOTE_PATCH, REPLACEMENT, WHOLE_NOTE } from '../src/contract/note-bodies';

/** The media type of JSON Patch (RFC 6902), which is not a merge patch. */
const JSON_PATCH = 'application/json-patch+json';

const CHOSEN_ID = `must be 1 to ${LIMITS.chosenIdCharacters} of the characters A-Z, a-z, 0-9, "_" and "-"`;

const replaceNote: Operation = async (request, notes) => {
  const id = request.noteId();
  const conditions = writePreconditions(request);
  const json = request.json();
  if (conditions.ifNoneMatch === '*' && !conditions.ifMatch) {
    if (!isChosenId(id)) {
      throw new Problem('invalid-parameter', { errors: [{ parameter: 'id', detail: CHOSEN_ID }] });
    }
    return answer(await notes.createChosen(id, noteMembers(json, WHOLE_NOTE)), 201, { Location: request.noteReference(id) });
  }
  return answer(await notes.change(id, replacement(noteMembers(json, REPLACEMENT)), conditions));
};

const patchNote: Operation = async (request, notes) => {
  const id = request.noteId();
  if (request.mediaType === JSON_PATCH) {
    throw new Problem('unsupported-patch-type');
  }
  const conditions = writePreconditions(request);
  const json = request.json();
  const members = noteMembers(json, NOTE_PATCH);
  if (Object.keys(members).length === 0 && Object.keys(json).length > 0) {
    throw new Problem('no-known-member');
  }
  return answer(await notes.change(id, members, conditions));
};

const restoreNote: Operation = async (request, notes) => answer(await notes.restore(request.noteId(), preconditions(request)));

const METHODS: Readonly<Record<string, Operation>> = { PUT: replaceNote, PATCH: patchNote, POST: restoreNote };

export const updateNote = handler((request, notes) => METHODS[request.method](request, notes));

function answer(note: Note, status = 200, headers: Response['headers'] = {}): Response {
  return { status, headers: { ETag: etag(note), ...headers }, body: noteDocument(note) };
}
