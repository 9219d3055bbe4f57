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
  'Idempotency-Key': `Makes it safe to send the request again: 1 to ${LIMITS.idempotencyKeyCharacters} visible ASCII characters, quoted or not, kept for 24 hours.`,
  'If-Match': 'Entity tags, one of which the note must have, or `*` for any (RFC 9110, section 13.1.1).',
  'If-None-Match': 'Entity tags, none of which the note may have, or `*` for no note at all (RFC 9110, section 13.1.2).',
} as const;

export type RequestHeader = keyof typeof REQUEST_HEADERS;

/** The response headers in addition to `COMMON_HEADERS` and `Content-Type`, with their descriptions. */
export const RESPONSE_HEADERS = {
  'Accept-Patch': 'The media type that a patch may have (RFC 5789).',
  'ETag': 'The entity tag of the note.',
  'Idempotent-Replayed': '`true` when the note was created by an earlier request with the same key.',
  'Link': 'The next page, as `rel="next"` (RFC 8288): a reference relative to the URL of the request.',
  'Location': 'The note: a reference relative to the URL of the request (RFC 9110, section 10.2.2).',
  'Retry-After': 'Seconds after which to try again.',
  'WWW-Authenticate': 'The scheme that API Gateway expects (RFC 9110, section 11.6.1).',
  'X-Request-Id': 'The id of the request, also in the log.',
} as const;

export type ResponseHeader = keyof typeof RESPONSE_HEADERS;
