import type { APIGatewayProxyEvent } from 'aws-lambda';
import { proxyEvent } from './event';
import { operationsWith } from '../../src/contract/operations';
import { NOTE_PATH, NOTES_PATH, RESTORE_PATH } from '../../src/contract/paths';
import { DEFAULT_STAGE } from '../../src/contract/stage';

/** A request to one of the routes. */
export interface NoteRequest {
  readonly method: string;
  readonly userId: string;
  readonly id?: string;
  /** Whether the request restores a note. */
  readonly restores?: boolean;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** The document in the body; none without it. */
  readonly body?: unknown;
  /** The body as it is sent, instead of a document. */
  readonly text?: string;
}

/** The function that the table of operations has for a route. */
const HANDLERS = new Map(Object.values(operationsWith(['trash'])).flatMap(({ handler, routes }) =>
  routes.map(({ method, path }) => [`${method} ${path}`, handler] as const)));

/** The function that API Gateway invokes for a request, and its event. */
export function routed(
  { method, userId, id, restores, query, headers = {}, body, text = JSON.stringify(body) }: NoteRequest,
): { readonly handler: string; readonly event: APIGatewayProxyEvent } {
  const resource = restores ? RESTORE_PATH : id === undefined ? NOTES_PATH : NOTE_PATH;
  const parameters = { userId: encodeURIComponent(userId), ...id !== undefined && { id: encodeURIComponent(id) } };
  const event = proxyEvent({
    resource,
    httpMethod: method,
    pathParameters: parameters,
    multiValueHeaders: lines(headers),
    multiValueQueryStringParameters: query ? lines(query) : null,
    body: text ?? null,
  }, [`/${DEFAULT_STAGE}/notes`, ...Object.values(parameters), ...restores ? ['restore'] : []].join('/'));
  return { handler: HANDLERS.get(`${method} ${resource}`)!, event };
}

const lines = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
