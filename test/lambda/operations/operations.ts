import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { installedEngines } from '../../../local/dynamodb/engine';
import { OPERATIONS } from '../../../src/contract/operations';
import { NOTE_PATH, NOTES_PATH } from '../../../src/contract/paths';
import { FUNCTION_ENVIRONMENT } from '../environment';
import { proxyEvent } from '../event';
import { FaultProxy } from '../fault-proxy';
import { NotesTable } from '../notes-table';

// The operations without a bundle, so that mutants and breakpoints are in the source itself.
export type Entry = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

const ROUTES = Object.entries(OPERATIONS).flatMap(([, { handler, routes }]) => routes.map((route) => ({ handler, ...route })));
const FILES: Record<string, string> = {
  createNote: 'create-note', getNote: 'get-note', listNotes: 'list-notes', updateNote: 'update-note', deleteNote: 'delete-note',
};
const CONTEXT = { getRemainingTimeInMillis: () => 10_000 } as Context;

export const proxy = new FaultProxy();
export let table: NotesTable;
beforeAll(async () => {
  await proxy.listen();
  // An engine with transactions.
  table = await NotesTable.on(installedEngines[0], proxy);
});
afterAll(async () => {
  await table?.close();
  await proxy.close();
});

/** The entries of a function that starts with these variables in addition to those of every function. */
export function load(variables: Record<string, string> = {}): Record<string, Entry> {
  const { env } = process;
  process.env = { ...env, ...FUNCTION_ENVIRONMENT, AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint, ...variables };
  const entries: Record<string, Entry> = {};
  jest.isolateModules(() => {
    for (const [name, file] of Object.entries(FILES)) {
      entries[name] = jest.requireActual<Record<string, Entry>>(`../../../lambda/${file}`)[name];
    }
  });
  process.env = env;
  return entries;
}

export interface Sent {
  readonly user?: string;
  readonly id?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly context?: Partial<APIGatewayProxyEvent['requestContext']>;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly json: any;
}

export type Call = (method: string, sent?: Sent) => Promise<Answer>;

const lines = (values: Record<string, string>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));

let users = 0;
/** Another user for each test. */
export let user: string;
beforeEach(() => { user = `user-${++users}`; });

/** Calls the entries with a request of the test's user. */
export const caller = (entries: () => Record<string, Entry>): Call => async (method, sent = {}) => {
  const { user: userId = user, id, body, headers = {}, query, context } = sent;
  const resource = id === undefined ? NOTES_PATH : NOTE_PATH;
  const { handler } = ROUTES.find((route) => route.method === method && route.path === resource)!;
  const path = `/prod/notes/${userId}${id === undefined ? '' : `/${id}`}`;
  const { requestContext, ...event } = proxyEvent({
    resource,
    httpMethod: method,
    pathParameters: { userId: encodeURIComponent(userId), ...id !== undefined && { id: encodeURIComponent(id) } },
    multiValueHeaders: lines(headers),
    multiValueQueryStringParameters: query ? lines(query) : null,
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  }, path);
  const answer = await entries()[handler]({ ...event, requestContext: { ...requestContext, ...context } }, CONTEXT);
  const json = answer.body ? JSON.parse(answer.body) : undefined;
  return { status: answer.statusCode, headers: answer.headers as Record<string, string>, json };
};

/** Calls the operations of functions that start with these variables. */
export function operations(variables?: Record<string, string>): Call {
  let entries: Record<string, Entry>;
  beforeAll(() => { entries = load(variables); });
  return caller(() => entries);
}

/** Creates notes. Each call resolves to the id of its note. */
export const creator = (call: Call) => async (body: object = { content: 'Buy milk', title: 'Errands' }): Promise<string> =>
  (await call('POST', { body })).json.noteId;
