import { utf8Length } from '../note/text';

/** Lambda's limit of 6 MB for a response, minus room for the rest of the response. */
const MAX_PAGE_BYTES = 5 * 1024 * 1024;

/** The first documents, as many as fit in a response. */
export function fitting<Document>(documents: readonly Document[]): readonly Document[] {
  let size = 0;
  const end = documents.findIndex((document) => {
    size += serialisedSize(document);
    return size > MAX_PAGE_BYTES;
  });
  return end === -1 ? documents : documents.slice(0, end);
}

/** Lambda counts the body as a string within JSON, so its JSON is escaped a second time. */
const serialisedSize = (document: unknown): number => utf8Length(JSON.stringify(`${JSON.stringify(document)},`));
