import { handler } from './http/handler';
import { tagList } from './http/preconditions';
import { lists } from './note/entity-tag';
import { etag, noteDocument } from './note/note';
import { Problem } from './note/problem';

export const getNote = handler(async (request, notes) => {
  const id = request.noteId();
  const ifNoneMatch = tagList(request, 'if-none-match');
  const note = await notes.read(id);
  if (!note) {
    throw new Problem('note-not-found');
  }
  const headers = { ETag: etag(note) };
  return ifNoneMatch && lists(ifNoneMatch, note.rev)
    ? { status: 304, headers }
    : { status: 200, headers, body: noteDocument(note) };
});
