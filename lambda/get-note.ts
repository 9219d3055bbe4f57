import { handler } from './http/handler';
import { tagList } from './http/preconditions';
import { lists } from './note/entity-tag';
import { etag, noteDocument } from './note/note';
import { Problem } from './note/problem';
import { readNote } from './store/read';

export const getNote = handler(async (request) => {
  const { userId, noteId, remainingMillis } = request;
  const ifNoneMatch = tagList(request, 'if-none-match');
  const note = await readNote(userId, noteId, remainingMillis);
  if (!note) {
    throw new Problem('note-not-found');
  }
  const headers = { ETag: etag(note) };
  return ifNoneMatch && lists(ifNoneMatch, note.rev)
    ? { status: 304, headers }
    : { status: 200, headers, body: noteDocument(note) };
});
