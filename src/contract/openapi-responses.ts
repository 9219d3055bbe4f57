import { COMMON_HEADERS, RESPONSE_HEADERS, ResponseHeader } from './headers';
import { content, reference } from './openapi-reference';
import { Success } from './operations';
import { COMMON_PROBLEMS, PROBLEM_MEDIA_TYPE, ProblemCode, PROBLEMS } from './problems';

/** The member of a response with the codes of its problems. */
export const CODES = 'x-problem-codes';

/** The headers of responses, by name. */
export const HEADERS = Object.fromEntries([
  ...Object.entries(RESPONSE_HEADERS).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  ...Object.entries(COMMON_HEADERS).map(([name, value]) => [name, { schema: { type: 'string', enum: [value] } }]),
]);

export function successResponse({ description, document, headers }: Success): object {
  return {
    description,
    headers: responseHeaders(headers),
    ...document && { content: content(['application/json'], reference('schemas', document)) },
  };
}

/** One response for each status: a shared component, unless the route adds problems to it or has no bodies. */
export function problemResponses(own: readonly ProblemCode[], method: string): object {
  const hasBody = method !== 'HEAD';
  const all = [...COMMON_PROBLEMS, ...own];
  return Object.fromEntries(
    all.map(statusKey).map((status) => [
      status,
      hasBody && withStatus(own, status).length === 0
        ? reference('responses', componentName(status))
        : problemResponse(withStatus(all, status), hasBody),
    ]),
  );
}

/** The headers of problems that depend on the request or the API. */
const SOMETIMES: Partial<Record<ProblemCode, readonly ResponseHeader[]>> = {
  'precondition-failed': ['ETag'],
  'unauthenticated': ['WWW-Authenticate'],
};

/** Its codes are in an extension: generators drop the siblings of a reference. */
function problemResponse(codes: readonly ProblemCode[], hasBody = true): object {
  const headers = new Set(codes.flatMap((code) => Object.keys(PROBLEMS[code].headers ?? {}) as ResponseHeader[]));
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].detail}`).join('\n\n'),
    [CODES]: codes,
    headers: responseHeaders([...headers, ...codes.flatMap((code) => SOMETIMES[code] ?? [])]),
    ...hasBody && { content: content([PROBLEM_MEDIA_TYPE], reference('schemas', 'Problem')) },
  };
}

const withStatus = (codes: readonly ProblemCode[], status: string): ProblemCode[] =>
  codes.filter((code) => statusKey(code) === status || (statusKey(code) === ANY_4XX && GATEWAY_STATUSES.includes(status)));

/** The 4xx statuses that API Gateway itself returns with the code `refused`; other problems use them too. */
const GATEWAY_STATUSES = ['400', '403', '404', '413', '415', '429'];
const ANY_4XX = '4XX';
const statusKey = (code: ProblemCode): string => `${PROBLEMS[code].status ?? ANY_4XX}`;

function responseHeaders(headers: readonly ResponseHeader[]): object {
  const names = [...Object.keys(COMMON_HEADERS), 'X-Request-Id', ...headers];
  return Object.fromEntries(names.map((name) => [name, reference('headers', name)]));
}

/** The name of a status in Pascal case. */
const componentName = (status: string): string =>
  PROBLEMS[COMMON_PROBLEMS.find((code) => statusKey(code) === status)!].title.replace(/ ?\b(\w)/g, (_, first: string) => first.toUpperCase());

/** The responses that routes share, by name. */
export const SHARED_RESPONSES = Object.fromEntries(
  COMMON_PROBLEMS.map(statusKey).map((status) => [componentName(status), problemResponse(withStatus(COMMON_PROBLEMS, status))]),
);
