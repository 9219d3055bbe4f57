import { Answer } from '../functions';
import { document, ModelNote } from '../model';

export const NEW_ETAG = expect.stringMatching(/^"[\w-]{16,}"$/);

/** The part of a note that a refused deletion returns. */
const metadata = ({ content, title, ...others }: ModelNote) => others as ModelNote;

/** An answer about the note in the model. */
export function expectAnswer(
  { status, headers, json }: Answer, expectedStatus: number, note: ModelNote | undefined, isDeletion = false,
): void {
  expect({ status, tag: headers.ETag }).toEqual({ status: expectedStatus, tag: note?.etag });
  const bodies: Record<number, () => void> = {
    200: () => expect(json).toEqual(document(note!)),
    304: () => expect(json).toBeUndefined(),
    404: () => expect(json.code).toBe('note-not-found'),
    412: () => expect(json).toMatchObject({ code: 'precondition-failed', current: document(isDeletion ? metadata(note!) : note!) }),
  };
  bodies[status]();
}
