import { matches } from './http/entity-tags';
import { handler } from './http/handler';
import { etag, noteDocument, revision } from './note/note';
import { readNote } from './note/note-store';
import { Problem } from './note/problem';

export const getNote = handler(async (request) => {
  const { userId, noteId } = request;
  const note = await readNote(userId, noteId, request.remainingMillis);
  if (!note) {
    throw new Problem('note-not-found');
  }
  const headers = { ETag: etag(note) };
  const ifNoneMatch = request.header('if-none-match');
  return ifNoneMatch !== undefined && matches(ifNoneMatch, revision(note))
    ? { status: 304, headers }
    : { status: 200, headers, body: noteDocument(note) };
});
