import { COMMON_HEADERS, RESPONSE_HEADERS, ResponseHeader } from './headers';
import { content, reference } from './openapi-reference';
import { Success } from './operations';
import { COMMON_PROBLEMS, PROBLEM_MEDIA_TYPE, ProblemCode, PROBLEMS } from './problems';

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

/** One response for each status: a shared component, unless the route adds problems to it. */
export function problemResponses(own: readonly ProblemCode[]): object {
  const statuses = new Set([...COMMON_PROBLEMS, ...own].map(statusKey));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const added = withStatus(own, status);
      return [
        status,
        added.length > 0 ? problemResponse([...withStatus(COMMON_PROBLEMS, status), ...added]) : reference('responses', status),
      ];
    }),
  );
}

/** The problems of a request whose response has no body, whatever its status. */
export function bodilessProblemResponses(own: readonly ProblemCode[]): object {
  const codes = [...COMMON_PROBLEMS, ...own];
  return Object.fromEntries([...new Set(codes.map(statusKey))].map((status) => {
    const { content: _, ...response } = problemResponse(withStatus(codes, status));
    return [status, response];
  }));
}

function problemResponse(codes: readonly ProblemCode[]) {
  const headers = new Set(codes.flatMap((code) => Object.keys(PROBLEMS[code].headers ?? {}) as ResponseHeader[]));
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].detail}`).join('\n\n'),
    headers: responseHeaders([...headers, ...codes.includes('precondition-failed') ? ['ETag' as const] : []]),
    content: content([PROBLEM_MEDIA_TYPE], { ...reference('schemas', 'Problem'), properties: { code: { enum: codes } } }),
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

/** The responses that routes share, by status. */
export const SHARED_RESPONSES = Object.fromEntries(
  COMMON_PROBLEMS.map(statusKey).map((status) => [status, problemResponse(withStatus(COMMON_PROBLEMS, status))]),
);
