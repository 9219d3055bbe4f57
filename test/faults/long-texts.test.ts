import type { APIGatewayProxyEvent } from 'aws-lambda';
import { installedEngines } from '../../local/dynamodb/engine';
import { ENVIRONMENT } from '../../src/contract/environment';
import { NOTE_FIELD_NAMES } from '../../src/contract/note-fields';
import { NOTE_PATH, NOTES_PATH } from '../../src/contract/paths';
import { proxyEvent } from '../lambda/event';
import { FaultProxy } from '../lambda/fault-proxy';
import { Functions } from '../lambda/functions';
import { NotesTable } from '../lambda/notes-table';

/** So long that quadratic time would take hours. */
const CHARACTERS = 5_000_000;
const MILLISECONDS = 60_000;

/** The repeated parts of long texts. */
const FILLINGS = [
  'a', '1', '.', '~', ',', '/', ' ', '\0', '%', '%41', '\\', '"', '"a",', 'W/"a",', '[', '{"a":', '[]', '\\u0000', '😀', '\ud800', '\n   at a',
];

/** Texts that are almost valid: their beginnings, repeated parts and ends. */
const ALMOST: [before: string, filling: string, after: string][] = [
  ['', ' ', '!'], ['"', 'a', ''], ['"', '\\"', ''], ['W/"', 'a', '"!'], ['2020-01-01T00:00:00.', '1', 'Z'], ['2020-01-01T00:00:00.', '1', '!'],
];

const TEXTS = [...FILLINGS.map((filling): typeof ALMOST[number] => ['', filling, '']), ...ALMOST].map(([before, filling, after]) =>
  before + filling.repeat((CHARACTERS - before.length - after.length) / filling.length) + after);

type Event = Partial<APIGatewayProxyEvent>;
type Place = [name: string, handler: string, event: (text: string) => Event];

const ONE = { resource: NOTE_PATH, pathParameters: { userId: 'alice', id: 'note' } };
const BODY = { body: '{"content":"c"}' };
const header = (name: string, text: string) => ({ multiValueHeaders: { [name]: [text] } });
const query = (name: string, text: string) => ({ httpMethod: 'GET', multiValueQueryStringParameters: { [name]: [text] } });
/** As much of it as a note has room for, with its end. */
const fitting = (text: string) => text.slice(0, 390_000) + text.slice(-10);

const PLACES: Place[] = [
  ['the user id', 'listNotes', (text) => ({ httpMethod: 'GET', resource: NOTES_PATH, pathParameters: { userId: text } })],
  ['the note id', 'getNote', (text) => ({ ...ONE, httpMethod: 'GET', pathParameters: { userId: 'alice', id: text } })],
  ['the chosen note id', 'updateNote', (text) => ({
    ...ONE, ...BODY, ...header('if-none-match', '*'), httpMethod: 'PUT', pathParameters: { userId: 'alice', id: text },
  })],
  ['If-Match', 'updateNote', (text) => ({ ...ONE, ...BODY, ...header('if-match', text), httpMethod: 'PUT' })],
  ['If-None-Match', 'getNote', (text) => ({ ...ONE, ...header('if-none-match', text), httpMethod: 'GET' })],
  ['Idempotency-Key', 'createNote', (text) => ({ ...BODY, ...header('idempotency-key', text) })],
  ['Content-Type', 'updateNote', (text) => ({ ...ONE, ...BODY, ...header('content-type', text), httpMethod: 'PATCH' })],
  ['Origin', 'listNotes', (text) => ({ ...header('origin', text), httpMethod: 'GET' })],
  ['the name of a header', 'listNotes', (text) => ({ ...header(text, 'a'), httpMethod: 'GET' })],
  ...['cursor', 'limit', 'order', 'view'].map((name): Place => [name, 'listNotes', (text) => query(name, text)]),
  ['the body', 'createNote', (text) => ({ body: text })],
  ['the body as base64', 'createNote', (text) => ({ body: text, isBase64Encoded: true })],
  ['a body as long as it may be', 'createNote', (text) => ({ body: `{"content":"","other":${text.slice(0, 2_400_000)}` })],
  ...NOTE_FIELD_NAMES.map((field): Place => [field, 'createNote', (text) => ({ body: JSON.stringify({ content: 'c', [field]: fitting(text) }) })]),
  ['the path', 'createNote', (text) => ({
    ...BODY, requestContext: { requestId: 'request-1', path: text, stage: 'prod' } as APIGatewayProxyEvent['requestContext'],
  })],
];

const proxy = new FaultProxy();
let table: NotesTable;
let functions: Functions;
let withCallers: Functions;
beforeAll(async () => {
  await proxy.listen();
  table = await NotesTable.on(installedEngines[0], proxy);
  functions = await Functions.start(proxy.endpoint);
  withCallers = await Functions.start(proxy.endpoint, { environment: { [ENVIRONMENT.callerId]: '["userId"]' } });
});
afterAll(async () => {
  await functions?.close();
  await withCallers?.close();
  await table?.close();
  await proxy.close();
});

const isAnswered = (status: number) => status < 500 || status === 501;

test.each(PLACES)('five million characters in %s are answered, whatever they are', async (_, handler, eventOf) => {
  for (const text of TEXTS) {
    const { status } = await functions.invoke(handler, proxyEvent(eventOf(text)));
    expect({ isAnswered: isAnswered(status), status, text: text.slice(0, 30) }).toMatchObject({ isAnswered: true });
  }
}, MILLISECONDS);

test('five million characters of a caller are answered, whatever they are', async () => {
  for (const text of TEXTS) {
    const requestContext = { requestId: 'request-1', path: '/prod/notes/me', stage: 'prod', authorizer: { userId: text } };
    const { status } = await withCallers.invoke('listNotes', proxyEvent({
      httpMethod: 'GET', pathParameters: { userId: 'me' }, requestContext: requestContext as unknown as APIGatewayProxyEvent['requestContext'],
    }));
    expect([400, 401]).toContain(status);
  }
}, MILLISECONDS);
