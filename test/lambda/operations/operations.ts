import type { APIGatewayProxyEvent } from 'aws-lambda';
import { installedEngines } from '../../../local/dynamodb/engine';
import { FaultProxy } from '../fault-proxy';
import { NotesTable } from '../notes-table';
import { SourceAnswer, SourceFunctions } from '../source-functions';

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

/** Functions that start with these variables in addition to those of every function. */
export const load = (variables?: Record<string, string>) => new SourceFunctions(proxy.endpoint, variables);

export interface Sent {
  readonly user?: string;
  readonly id?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly context?: Partial<APIGatewayProxyEvent['requestContext']>;
}

export type Call = (method: string, sent?: Sent) => Promise<SourceAnswer>;

let users = 0;
/** Another user for each test. */
export let user: string;
beforeEach(() => { user = `user-${++users}`; });

/** Calls the functions with a request of the test's user. */
export const caller = (functions: () => SourceFunctions): Call => (method, { user: userId = user, body, context, ...sent } = {}) =>
  functions().call({ method, userId, ...sent, ...typeof body === 'string' ? { text: body } : { body } }, context);

/** Calls the operations of functions that start with these variables. */
export function operations(variables?: Record<string, string>): Call {
  let functions: SourceFunctions;
  beforeAll(() => { functions = load(variables); });
  return caller(() => functions);
}

/** Creates notes. Each call resolves to the id of its note. */
export const creator = (call: Call) => async (body: object = { content: 'Buy milk', title: 'Errands' }): Promise<string> =>
  (await call('POST', { body })).json.noteId;
