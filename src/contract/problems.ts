interface ProblemType {
  /** Left out where API Gateway's own status stays. */
  readonly status?: number;
  readonly title: string;
  readonly detail: string;
  /** Seconds after which to try again. */
  readonly retryAfter?: number;
}

const problems = {
  'invalid-json': { status: 400, title: 'bad request', detail: 'The body is not JSON in UTF-8.' },
  'invalid-body': { status: 400, title: 'bad request', detail: 'The body must be a JSON object.' },
  'invalid-field': { status: 400, title: 'bad request', detail: 'A member of the body is missing or not acceptable.' },
  'invalid-user-id': {
    status: 400,
    title: 'bad request',
    detail: 'The user id must be 1 to 2048 bytes of percent-encoded UTF-8 without "/" and control characters, and not "." or "..".',
  },
  'invalid-precondition': { status: 400, title: 'bad request', detail: 'A precondition header is neither "*" nor a list of entity tags.' },
  'refused': { title: 'request refused', detail: 'API Gateway refused the request.' },
  'missing-authentication-token': {
    status: 403,
    title: 'forbidden',
    detail: 'The request is not signed with AWS credentials, or there is no such route: API Gateway answers both alike.',
  },
  'forbidden': { status: 403, title: 'forbidden', detail: 'The caller may not do this.' },
  'note-not-found': { status: 404, title: 'not found', detail: 'There is no such note.' },
  'no-such-route': { status: 404, title: 'not found', detail: 'There is no such route.' },
  'note-too-large': { status: 413, title: 'content too large', detail: 'The note is larger than a DynamoDB item may be.' },
  'request-too-large': { status: 413, title: 'content too large', detail: 'The request is larger than API Gateway and Lambda accept.' },
  'throttled': { status: 429, title: 'too many requests', detail: 'Too many requests; try again later.', retryAfter: 1 },
  'internal': { status: 500, title: 'internal server error', detail: 'The request failed. The request id finds the cause in the log.' },
  'temporarily-unavailable': {
    status: 503,
    title: 'service unavailable',
    detail: 'The notes cannot be reached at the moment; try again later.',
    retryAfter: 1,
  },
  'timeout': { status: 504, title: 'gateway timeout', detail: 'The request took too long; it may or may not have been carried out.' },
} satisfies Record<string, ProblemType>;

export type ProblemCode = keyof typeof problems;

/** The problem types of the API (RFC 9457): one row a code, for the functions and for API Gateway alike. */
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemType>> = problems;

/** Media type of every error (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** The members that every problem document has. */
export function problemDocument(code: ProblemCode, requestId: string): Record<string, unknown> {
  const { status, title, detail } = PROBLEMS[code];
  return { type: `urn:notes-api:problem:${code}`, title, status, detail, code, requestId };
}
