import { handler } from './http/handler';
import { idempotencyKey } from './http/idempotency-key';
import { etag, newNote } from './note/note';
import { noteMembers } from './note/note-members';
import { WHOLE_NOTE } from '../src/contract/note-bodies';

export const createNote = handler(async (request, notes) => {
  const keyHeader = request.header('idempotency-key');
  const key = keyHeader === undefined ? undefined : idempotencyKey(keyHeader);
  const members = noteMembers(request.json(), WHOLE_NOTE);
  const note = newNote(members);
  const created = key === undefined ? await notes.create(note) : await notes.createOnce(note, { key, members });
  const { id, createdAt, updatedAt } = created;
  return {
    status: 200,
    headers: {
      ETag: etag(created),
      Location: request.noteLink(id),
      ...(id !== note.id && { 'Idempotent-Replayed': 'true' }),
    },
    body: { noteId: id, createdAt, updatedAt, etag: etag(created) },
  };
});
