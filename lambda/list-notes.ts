import { changesParameters } from './http/changes-parameters';
import { handler } from './http/handler';
import { listParameters } from './http/list-parameters';
import { listMeetsIfNoneMatch } from './http/preconditions';
import { ListFilter } from './note/cursor';
import { noteDocument, noteSummary } from './note/note';

const VIEWS = { full: noteDocument, summary: noteSummary };

export const listNotes = handler(async (request, notes) => {
  const changes = changesParameters(request);
  const { limit, order, view, cursor, ...filter } = listParameters(request);
  if (!listMeetsIfNoneMatch(request)) {
    return { status: 304 };
  }
  if (changes) {
    const { documents, hasMore, nextSince } = await notes.readChanges(changes);
    return { status: 200, body: { hasMore: hasMore || undefined, notes: documents, nextSince } };
  }
  const { documents, nextCursor } = await notes.readPage({ order, limit, cursor, filter, document: VIEWS[view] });
  if (nextCursor === undefined) {
    return { status: 200, body: { notes: documents } };
  }
  const query = new URLSearchParams({ limit: `${limit}`, order, view, ...given(filter), cursor: nextCursor });
  return {
    status: 200,
    // Relative to the URL of the request (RFC 3986, section 4.2), whatever precedes its query.
    headers: { Link: `<?${query}>; rel="next"` },
    body: { notes: documents, nextCursor },
  };
});

/** Without undefined members, which a query would have as text. */
const given = (filter: ListFilter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
