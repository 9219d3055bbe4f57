import { REQUEST_HEADERS, ResponseHeader } from './headers';

/** The wildcard for every origin. */
export const ANY_ORIGIN = '*';

/** For responses that differ by origin. */
export const VARY = { Vary: 'Origin' } as const;

/** The response headers that a page may read in addition to those that the Fetch standard always allows. */
const EXPOSED_HEADERS: readonly ResponseHeader[] = ['ETag', 'Link', 'Location', 'Retry-After', 'X-Request-Id', 'Idempotent-Replayed'];

/** The request headers that a page may send in addition to those of the authorization. */
export const ALLOWED_HEADERS: readonly string[] = ['Authorization', 'Content-Type', ...Object.keys(REQUEST_HEADERS)];

/**
 * The headers that let pages of an origin read a response.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export const sharedWith = (origin: string) => ({
  'Access-Control-Allow-Origin': origin,
  'Access-Control-Expose-Headers': EXPOSED_HEADERS.join(', '),
});
