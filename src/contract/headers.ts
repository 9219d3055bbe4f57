import { LIMITS } from './limits';

/** The value of the Content-Type header for a media type. */
export const contentType = (mediaType: string): string => `${mediaType}; charset=utf-8`;

/** The headers of every response. A shared cache must not store notes, and a private one must revalidate them. */
export const COMMON_HEADERS = {
  'Cache-Control': 'private, no-cache',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** The request headers, with their descriptions. */
export const REQUEST_HEADERS = {
  'Idempotency-Key': `Makes a retry of the request safe: 1 to ${LIMITS.idempotencyKeyCharacters} visible ASCII characters, quoted or not, kept for 24 hours.`,
  'If-Match': 'Entity tags. The note must have one of them; `*` matches every note (RFC 9110, section 13.1.1).',
  'If-None-Match': 'Entity tags. The note must have none of them; `*` requires that there is no note (RFC 9110, section 13.1.2).',
} as const;

export type RequestHeader = keyof typeof REQUEST_HEADERS;

/** The response headers in addition to `COMMON_HEADERS` and `Content-Type`, with their descriptions. */
export const RESPONSE_HEADERS = {
  'Accept-Patch': 'The media type of a patch (RFC 5789).',
  'ETag': 'The entity tag of the note.',
  'Idempotent-Replayed': '`true` when the note was created by an earlier request with the same key.',
  'Link': 'The next page, as `rel="next"` (RFC 8288): a reference relative to the URL of the request.',
  'Location': 'The note: a reference relative to the URL of the request (RFC 9110, section 10.2.2).',
  'Retry-After': 'The seconds to wait before the next attempt.',
  'WWW-Authenticate': 'The scheme that API Gateway expects (RFC 9110, section 11.6.1).',
  'X-Request-Id': 'The id of the request, also in the log.',
} as const;

export type ResponseHeader = keyof typeof RESPONSE_HEADERS;
