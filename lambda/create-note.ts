import { handler } from './http/handler';
import { etag, newNote } from './note/note';
import { noteMembers } from './note/note-members';
import { putNewNote } from './note/note-store';
import { NotesOperation, OPERATIONS } from '../src/contract/operations';

const [{ body }] = OPERATIONS[NotesOperation.CREATE].routes;

export const createNote = handler(async (request) => {
  const { userId } = request;
  const note = newNote(userId, noteMembers(request.json, body!));
  await putNewNote(note, request.remainingMillis);
  const { id, createdAt, updatedAt } = note;
  return {
    status: 200,
    headers: { ETag: etag(note), Location: request.noteLink(userId, id) },
    body: { noteId: id, createdAt, updatedAt, etag: etag(note) },
  };
});
