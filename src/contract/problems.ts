import { ResponseHeader } from './headers';
import { LIMITS } from './limits';
import { NOTE_PATCH } from './note-bodies';

interface ProblemType {
  /** Absent where the status of API Gateway is kept. */
  readonly status?: number;
  readonly title: string;
  readonly detail: string;
  readonly headers?: Readonly<Partial<Record<ResponseHeader, string>>>;
}

const SOON = { 'Retry-After': '1' } as const;

const PROBLEM_ROWS = {
  'invalid-json': { status: 400, title: 'bad request', detail: 'The body is not JSON in UTF-8.' },
  'invalid-body': { status: 400, title: 'bad request', detail: 'The body is not a JSON object with the members that this request takes.' },
  'invalid-field': { status: 400, title: 'bad request', detail: 'A member of the body is missing or invalid.' },
  'no-known-member': { status: 400, title: 'bad request', detail: 'The patch has none of the members that can be changed.' },
  'invalid-parameter': { status: 400, title: 'bad request', detail: 'A parameter of the request is invalid.' },
  'invalid-cursor': { status: 400, title: 'bad request', detail: 'The cursor does not belong to this list: start without a cursor.' },
  'invalid-user-id': {
    status: 400,
    title: 'bad request',
    detail: `The user id must be 1 to ${LIMITS.userIdBytes} bytes of percent-encoded UTF-8 without "/" or control characters, and must not be "." or "..".`,
  },
  'invalid-precondition': {
    status: 400,
    title: 'bad request',
    detail: `A precondition header is neither "*" nor a list of at most ${LIMITS.entityTags} entity tags.`,
  },
  'invalid-idempotency-key': {
    status: 400,
    title: 'bad request',
    detail: `The idempotency key must be 1 to ${LIMITS.idempotencyKeyCharacters} visible ASCII characters, quoted or not.`,
  },
  'refused': { title: 'request refused', detail: 'API Gateway refused the request.' },
  'unauthenticated': { status: 401, title: 'unauthorized', detail: 'The request does not identify the caller.' },
  'missing-authentication-token': {
    status: 403,
    title: 'forbidden',
    detail: 'The request is not signed with AWS credentials, or there is no such route: API Gateway gives both the same answer.',
  },
  'forbidden': { status: 403, title: 'forbidden', detail: 'The caller is not allowed to do this.' },
  'note-not-found': { status: 404, title: 'not found', detail: 'There is no such note.' },
  'no-such-route': { status: 404, title: 'not found', detail: 'There is no such route.' },
  'idempotency-in-progress': {
    status: 409,
    title: 'conflict',
    detail: 'A request with the same idempotency key is in progress; try again later.',
    headers: SOON,
  },
  'resync-required': { status: 410, title: 'gone', detail: 'The feed no longer has all changes since then: list the notes again.' },
  'precondition-failed': { status: 412, title: 'precondition failed', detail: 'A precondition of the request is not met.' },
  'note-too-large': { status: 413, title: 'content too large', detail: 'The note is larger than a DynamoDB item can be.' },
  'unsupported-patch-type': {
    status: 415,
    title: 'unsupported media type',
    detail: 'A patch must be a JSON Merge Patch (RFC 7396), not a JSON Patch.',
    headers: { 'Accept-Patch': NOTE_PATCH.mediaTypes.at(-1)! },
  },
  'idempotency-key-reused': { status: 422, title: 'unprocessable content', detail: 'The idempotency key was already used for a different request.' },
  'precondition-required': {
    status: 428,
    title: 'precondition required',
    detail: 'The request requires an If-Match header with the entity tag of the note.',
  },
  'throttled': { status: 429, title: 'too many requests', detail: 'Too many requests; try again later.', headers: SOON },
  'internal': { status: 500, title: 'internal server error', detail: 'The request failed. To find the cause, search the log for the request id.' },
  'idempotency-unsupported': {
    status: 501,
    title: 'not implemented',
    detail: 'An idempotency key requires transactions, which the database of this API does not support.',
  },
  'temporarily-unavailable': {
    status: 503,
    title: 'service unavailable',
    detail: 'The notes are temporarily unavailable; try again later.',
    headers: SOON,
  },
} satisfies Record<string, ProblemType>;

export type ProblemCode = keyof typeof PROBLEM_ROWS;

/** The problem types of the API (RFC 9457): one row per code, for the functions and for API Gateway. */
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemType>> = PROBLEM_ROWS;

/** The problems that every route can return. */
export const COMMON_PROBLEMS: readonly ProblemCode[] = [
  'invalid-user-id', 'invalid-parameter', 'refused', 'unauthenticated', 'forbidden', 'missing-authentication-token', 'throttled',
  'internal',
  'temporarily-unavailable',
];

/** The media type of every error (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** The members that every problem document has. */
export function problemDocument(code: ProblemCode, requestId: string): Record<string, unknown> {
  const { status, title, detail } = PROBLEMS[code];
  return { type: `urn:notes-api:problem:${code}`, title, status, detail, code, requestId };
}
