import { REQUEST_HEADERS, ResponseHeader } from './headers';

/** Stands for every origin. */
export const ANY_ORIGIN = '*';

/** What an answer depends on wherever not every origin gets the same. */
export const VARY = { Vary: 'Origin' } as const;

/** What a page may read of an answer, beside what the Fetch standard lets it read anyway. */
const EXPOSED_HEADERS: readonly ResponseHeader[] = ['ETag', 'Link', 'Location', 'Retry-After', 'X-Request-Id', 'Idempotent-Replayed'];

/** What a page may send, beside what the API's authorization needs. */
export const ALLOWED_HEADERS: readonly string[] = ['Authorization', 'Content-Type', ...Object.keys(REQUEST_HEADERS)];

/**
 * What lets the pages of an origin read an answer.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export const sharedWith = (origin: string) => ({
  'Access-Control-Allow-Origin': origin,
  'Access-Control-Expose-Headers': EXPOSED_HEADERS.join(', '),
});
