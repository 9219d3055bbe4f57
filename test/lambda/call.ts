import './environment';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { contextWith, proxyEvent } from './event';
import * as functions from '../../lambda';
import { NOTE_PATH, NOTES_PATH, OPERATIONS } from '../../src/contract/operations';

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

const HANDLERS = new Map(Object.values(OPERATIONS).flatMap(({ handler, routes }) =>
  routes.map(({ method, path }) => [`${method} ${path}`, functions[handler as keyof typeof functions] as Handler] as const)));

export interface Call {
  readonly method: string;
  readonly userId: string;
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly remainingMillis?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The JSON document; undefined without a body. */
  readonly json: any;
}

/** Calls the function that the operation table has for a route, as API Gateway does. */
export async function call({ method, userId, id, query, headers = {}, body, remainingMillis = 10_000 }: Call): Promise<Answer> {
  const resource = id === undefined ? NOTES_PATH : NOTE_PATH;
  const parameters = { userId: encodeURIComponent(userId), ...id !== undefined && { id: encodeURIComponent(id) } };
  const event = proxyEvent({
    resource,
    httpMethod: method,
    pathParameters: parameters,
    multiValueHeaders: lines(headers),
    multiValueQueryStringParameters: query ? lines(query) : null,
    body: body === undefined ? null : JSON.stringify(body),
  }, ['/prod/notes', ...Object.values(parameters)].join('/'));
  const answer = await HANDLERS.get(`${method} ${resource}`)!(event, contextWith(remainingMillis));
  return { status: answer.statusCode, headers: answer.headers!, json: answer.body ? JSON.parse(answer.body) : undefined };
}

const lines = (values: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
