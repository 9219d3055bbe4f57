import { handler } from './http/handler';
import { idempotencyKey } from './http/idempotency-key';
import { listMeetsIfNoneMatch } from './http/preconditions';
import { etag } from './note/note';
import { noteMembers } from './note/note-members';
import { Problem } from './note/problem';
import { WHOLE_NOTE } from '../src/contract/note-bodies';

export const createNote = handler(async (request, notes) => {
  const keyHeader = request.header('idempotency-key');
  const key = keyHeader === undefined ? undefined : idempotencyKey(keyHeader);
  const members = noteMembers(request.json(), WHOLE_NOTE);
  if (!listMeetsIfNoneMatch(request)) {
    throw new Problem('precondition-failed');
  }
  const note = key === undefined ? await notes.create(members) : await notes.createOnce(members, key);
  const { id, createdAt, updatedAt } = note;
  return {
    status: 200,
    headers: {
      ETag: etag(note),
      Location: request.noteReference(id),
      ...(note.isReplayed && { 'Idempotent-Replayed': 'true' }),
    },
    body: { noteId: id, createdAt, updatedAt, etag: etag(note) },
  };
});
