import { handler } from './http/handler';
import { listParameters } from './http/list-parameters';
import { decodeCursor, encodeCursor } from './note/cursor';
import { noteDocument, noteSummary } from './note/note';
import { readPage } from './store/read-page';

const VIEWS = { full: noteDocument, summary: noteSummary };

export const listNotes = handler(async (request) => {
  const { userId, remainingMillis } = request;
  const { limit, order, view, cursor } = listParameters(request);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, userId, order);
  const { documents, lastKey } = await readPage({ userId, order, limit, after, document: VIEWS[view] }, remainingMillis);
  if (lastKey === undefined) {
    return { status: 200, body: { notes: documents } };
  }
  const nextCursor = encodeCursor(lastKey, userId, order);
  const query = new URLSearchParams({ limit: `${limit}`, order, view, cursor: nextCursor });
  return {
    status: 200,
    headers: { Link: `<${request.notesLink(userId)}?${query}>; rel="next"` },
    body: { notes: documents, nextCursor },
  };
});
