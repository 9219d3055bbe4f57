import { etag, Note, noteDocument } from './note';
import { Problem } from './problem';

/** The problem of a note that does not meet the preconditions of a request, with the members that the caller may read. */
export const preconditionFailed = (current: Note, document = noteDocument): Problem =>
  new Problem('precondition-failed', { current: document(current) }, { headers: { ETag: etag(current) } });
