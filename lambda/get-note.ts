import { handler } from './http/handler';
import { preconditions } from './http/preconditions';
import { lists } from './note/entity-tag';
import { etag, noteDocument } from './note/note';
import { preconditionFailed } from './note/precondition-failed';
import { Problem } from './note/problem';

export const getNote = handler(async (request, notes) => {
  const id = request.noteId();
  const { ifMatch, ifNoneMatch } = preconditions(request);
  const note = await notes.read(id);
  if (!note) {
    throw new Problem('note-not-found');
  }
  if (ifMatch && !lists(ifMatch, note.rev)) {
    throw preconditionFailed(note);
  }
  const headers = { ETag: etag(note) };
  return ifNoneMatch && lists(ifNoneMatch, note.rev)
    ? { status: 304, headers }
    : { status: 200, headers, body: noteDocument(note) };
});
