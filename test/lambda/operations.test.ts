import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { FUNCTION_ENVIRONMENT } from './environment';
import { proxyEvent } from './event';
import { FaultProxy } from './fault-proxy';
import { NotesTable } from './notes-table';
import { installedEngines } from '../../local/dynamodb/engine';
import { ENVIRONMENT } from '../../src/contract/environment';
import { OPERATIONS } from '../../src/contract/operations';
import { NOTE_PATH, NOTES_PATH } from '../../src/contract/paths';

// The operations without a bundle, so that mutants and breakpoints are in the source itself.
type Entry = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

const ROUTES = Object.entries(OPERATIONS).flatMap(([, { handler, routes }]) => routes.map((route) => ({ handler, ...route })));
const FILES: Record<string, string> = {
  createNote: 'create-note', getNote: 'get-note', listNotes: 'list-notes', updateNote: 'update-note', deleteNote: 'delete-note',
};
const CONTEXT = { getRemainingTimeInMillis: () => 10_000 } as Context;

const proxy = new FaultProxy();
let table: NotesTable;
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
function load(variables: Record<string, string> = {}): Record<string, Entry> {
  const { env } = process;
  process.env = { ...env, ...FUNCTION_ENVIRONMENT, AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint, ...variables };
  const entries: Record<string, Entry> = {};
  jest.isolateModules(() => {
    for (const [name, file] of Object.entries(FILES)) {
      entries[name] = jest.requireActual<Record<string, Entry>>(`../../lambda/${file}`)[name];
    }
  });
  process.env = env;
  return entries;
}

interface Sent {
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

const lines = (values: Record<string, string>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));

let users = 0;
let user: string;
beforeEach(() => { user = `user-${++users}`; });

const caller = (entries: () => Record<string, Entry>) => async (method: string, sent: Sent = {}): Promise<Answer> => {
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

describe('an open API', () => {
  let entries: Record<string, Entry>;
  beforeAll(() => { entries = load(); });
  const call = caller(() => entries);

  const newNote = async (body: object = { content: 'Buy milk', title: 'Errands' }) => (await call('POST', { body })).json.noteId as string;

  test('creates a note, and says where it is', async () => {
    const { status, headers, json } = await call('POST', { body: { content: 'Buy milk' } });
    const { noteId, createdAt, updatedAt, etag } = json;
    expect(status).toBe(200);
    expect(headers).toEqual({
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'private, no-cache',
      'X-Content-Type-Options': 'nosniff',
      'X-Request-Id': 'request-1',
      'ETag': etag,
      'Location': `${user}/${noteId}`,
    });
    expect((await call('GET', { id: noteId })).json).toEqual({ id: noteId, content: 'Buy milk', createdAt, updatedAt, etag });
  });

  test('creates a note once for each idempotency key, and only then says that it repeats itself', async () => {
    const send = (content: string, key?: string) => call('POST', { body: { content }, headers: key === undefined ? {} : { 'Idempotency-Key': key } });
    const first = await send('Buy milk', 'key-1');
    const repeated = await send('Buy milk', 'key-1');
    expect(first.headers).not.toHaveProperty('Idempotent-Replayed');
    expect(repeated.headers).toMatchObject({ 'Idempotent-Replayed': 'true', 'Location': first.headers.Location, 'ETag': first.headers.ETag });
    expect(repeated.json).toEqual(first.json);
    expect(await send('Buy bread', 'key-1')).toMatchObject({ status: 422, json: { code: 'idempotency-key-reused' } });
    expect(await send('Buy milk', 'a b')).toMatchObject({ status: 400, json: { code: 'invalid-idempotency-key' } });
    await send('Buy milk', 'key-2');
    await send('Buy milk');
    await send('Buy milk');
    expect((await call('GET')).json.notes).toHaveLength(4);
  });

  test('keeps the record of an idempotency key for a day', async () => {
    const before = Math.floor(Date.now() / 1000);
    const { json } = await call('POST', { body: { content: 'Buy milk' }, headers: { 'Idempotency-Key': 'key' } });
    const record = (await table.row(user, '~idempotency-key#key'))!;
    expect(record).toMatchObject({ noteId: { S: json.noteId }, createdAt: { S: json.createdAt }, updatedAt: { S: json.updatedAt } });
    expect(Number(record.expiresAt.N) - before - 24 * 60 * 60).toBeGreaterThanOrEqual(0);
    expect(Number(record.expiresAt.N) - before - 24 * 60 * 60).toBeLessThan(600);
  });

  test('takes an expired record of an idempotency key for none', async () => {
    await table.put({ PK: { S: user }, SK: { S: '~idempotency-key#key' }, fingerprint: { S: 'another' }, expiresAt: { N: '1' } });
    expect((await call('POST', { body: { content: 'Buy milk' }, headers: { 'Idempotency-Key': 'key' } })).status).toBe(200);
  });

  test('takes a record without a fingerprint for that of another request', async () => {
    await table.put({ PK: { S: user }, SK: { S: '~idempotency-key#key' }, noteId: { S: '1' } });
    const answer = await call('POST', { body: { content: 'Buy milk' }, headers: { 'Idempotency-Key': 'key' } });
    expect(answer).toMatchObject({ status: 422, json: { code: 'idempotency-key-reused' } });
  });

  test('answers a conditional read without the note that the client has', async () => {
    const id = await newNote();
    const { headers: { ETag }, json, status } = await call('GET', { id });
    expect([status, json.content]).toEqual([200, 'Buy milk']);
    const same = await call('GET', { id, headers: { 'If-None-Match': ETag } });
    expect([same.status, same.headers.ETag, same.json]).toEqual([304, ETag, undefined]);
    expect((await call('GET', { id, headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  });

  test.each(['GET', 'DELETE', 'PUT', 'PATCH'])('answers %s of a note that does not exist with 404', async (method) => {
    expect(await call(method, { id: 'none', body: { content: 'Buy milk' } })).toMatchObject({ status: 404, json: { code: 'note-not-found' } });
  });

  test('takes a row that is no note for none', async () => {
    await table.put({ PK: { S: user }, SK: { S: 'row' }, noteContent: { N: '1' } });
    for (const method of ['GET', 'DELETE', 'PUT', 'PATCH']) {
      expect(await call(method, { id: 'row', body: { content: 'Buy milk' } })).toMatchObject({ status: 404 });
    }
    expect((await call('GET')).json.notes).toEqual([]);
  });

  test('lists notes by pages, the latest first, each with a link to the next', async () => {
    const ids: string[] = [];
    for (let day = 1; day <= 5; day++) {
      ids.unshift(await newNote({ content: `Day ${day}`, createdAt: `2020-01-0${day}T00:00:00Z` }));
    }
    const first = await call('GET', { query: { limit: '2' } });
    const { notes, nextCursor } = first.json;
    expect([first.status, notes.map(({ id }: { id: string }) => id)]).toEqual([200, ids.slice(0, 2)]);
    expect(first.headers.Link).toBe(`<?limit=2&order=desc&view=full&cursor=${nextCursor}>; rel="next"`);
    const second = await call('GET', { query: { limit: '3', cursor: nextCursor } });
    expect(second.json).toEqual({ notes: ids.slice(2).map((id) => expect.objectContaining({ id })) });
    expect([second.status, second.headers]).toEqual([200, expect.not.objectContaining({ Link: expect.anything() })]);
    const oldest = await call('GET', { query: { limit: '1', order: 'asc', view: 'summary' } });
    expect(oldest.json.notes).toEqual([expect.objectContaining({ id: ids[4], snippet: 'Day 1' })]);
  });

  test('reads what was written last, wherever it is kept', async () => {
    const id = await newNote();
    proxy.forget();
    await call('GET', { id });
    await call('GET');
    expect(proxy.inputs).toMatchObject([{ ConsistentRead: true }, { ConsistentRead: true }]);
  });

  test('lists the notes of the user only', async () => {
    await newNote();
    expect((await call('GET', { user: 'nobody' })).json).toEqual({ notes: [] });
  });

  test('leaves what no response has room for to the next page', async () => {
    // Escaped twice it is seven times as long.
    const ids = [await newNote({ content: '\0'.repeat(390_000) }), await newNote({ content: '\0'.repeat(390_000) }), await newNote()];
    const pages: string[][] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const { json } = await call('GET', { query: { order: 'asc', ...cursor !== undefined && { cursor } } });
      pages.push(json.notes.map(({ id }: { id: string }) => id));
      cursor = json.nextCursor;
    }
    expect(pages).toEqual([[ids[0]], [ids[1], ids[2]]]);
  });

  test('replaces all fields of a note that can change', async () => {
    const id = await newNote();
    const { json: before } = await call('GET', { id });
    const { status, headers, json } = await call('PUT', { id, body: { content: 'Buy bread' } });
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'ETag': json.etag, 'Content-Type': 'application/json; charset=utf-8' });
    expect(headers).not.toHaveProperty('Location');
    expect(json).toEqual({ id, content: 'Buy bread', createdAt: before.createdAt, updatedAt: expect.any(String), etag: expect.any(String) });
    expect(json.etag).not.toBe(before.etag);
    expect((await call('GET', { id })).json).toEqual(json);
  });

  test('reads a note only in a state that its preconditions name', async () => {
    const id = await newNote();
    const { headers: { ETag }, json: current } = await call('GET', { id });
    const read = (headers: Record<string, string>) => call('GET', { id, headers });
    expect(await read({ 'If-Match': ETag })).toMatchObject({ status: 200, json: current });
    expect(await read({ 'If-Match': '*', 'If-None-Match': ETag })).toMatchObject({ status: 304, headers: { ETag } });
    const refused = await read({ 'If-Match': '"other"', 'If-None-Match': ETag });
    expect(refused).toMatchObject({ status: 412, headers: { ETag }, json: { code: 'precondition-failed', current } });
  });

  test('lists and creates unless a precondition asks for a list with an entity tag, or for none at all', async () => {
    const statuses = async (headers: Record<string, string>) =>
      [(await call('GET', { headers })).status, (await call('POST', { headers, body: { content: '' } })).status];
    expect(await statuses({ 'If-Match': '*', 'If-None-Match': '"a"' })).toEqual([200, 200]);
    expect(await statuses({ 'If-Match': '"a"' })).toEqual([412, 412]);
    expect(await statuses({ 'If-None-Match': '*' })).toEqual([304, 412]);
    expect((await call('GET')).json.notes).toHaveLength(1);
  });

  test('answers HEAD like GET, without a body', async () => {
    const id = await newNote();
    const [get, head] = [await call('GET', { id }), await call('HEAD', { id })];
    expect(head).toEqual({ ...get, json: undefined });
    expect(await call('HEAD', { id: 'none' })).toEqual({ ...await call('GET', { id: 'none' }), json: undefined });
  });

  test('creates a note under an id that the client chose, once', async () => {
    const put = (id: string) => call('PUT', { id, body: { content: 'Buy milk' }, headers: { 'If-None-Match': '*' } });
    const created = await put('errands');
    expect(created).toMatchObject({ status: 201, json: { id: 'errands', content: 'Buy milk' } });
    expect(created.headers).toMatchObject({ ETag: created.json.etag, Location: 'errands' });
    expect(await put('errands')).toMatchObject({ status: 412, json: { code: 'precondition-failed', current: created.json } });
    expect(await put('a b')).toMatchObject({
      status: 400,
      json: {
        code: 'invalid-parameter',
        errors: [{ parameter: 'id', detail: 'must be 1 to 128 of the characters A-Z, a-z, 0-9, "_" and "-"' }],
      },
    });
  });

  test.each(['PUT', 'PATCH', 'DELETE'])('carries out %s with If-Match only on the state that it names', async (method) => {
    const id = await newNote();
    const { headers: { ETag }, json: { content, title, ...metadata } } = await call('GET', { id });
    const current = method === 'DELETE' ? metadata : { content, title, ...metadata };
    const send = (headers: Record<string, string>) => call(method, { id, body: { content: 'Buy bread' }, headers });
    const refused = await send({ 'If-Match': '"other"' });
    expect(refused).toMatchObject({ status: 412, headers: { ETag }, json: { code: 'precondition-failed' } });
    expect(refused.json.current).toEqual(current);
    expect(await send({ 'If-Match': '"%61"' })).toMatchObject({ status: 412 });
    expect(await send({ 'If-None-Match': ETag })).toMatchObject({ status: 412 });
    expect(await send({ 'If-Match': '*', 'If-None-Match': '*' })).toMatchObject({ status: 412 });
    expect((await send({ 'If-Match': `"other", ${ETag}`, 'If-None-Match': '"other"' })).status).toBe(method === 'DELETE' ? 204 : 200);
  });

  test('takes a change that is already made for done', async () => {
    const id = await newNote();
    const send = () => call('PATCH', { id, body: { content: 'Buy bread' }, headers: { 'If-Match': '"other"' } });
    expect((await send()).status).toBe(412);
    const { json } = await call('PATCH', { id, body: { content: 'Buy bread' } });
    expect(await send()).toMatchObject({ status: 200, json });
    // Without a change that the client does not want.
    const unwanted = { 'If-None-Match': json.etag };
    expect((await call('PATCH', { id, body: { content: 'Buy bread' }, headers: unwanted })).status).toBe(412);
  });

  test('takes a row without a revision for one with the tag "0"', async () => {
    await table.put({ PK: { S: user }, SK: { S: 'old' }, noteContent: { S: 'Buy milk' } });
    expect((await call('GET', { id: 'old' })).json).toEqual({ id: 'old', content: 'Buy milk', etag: '"0"' });
    expect((await call('PATCH', { id: 'old', body: { title: 'a' }, headers: { 'If-Match': '"1"' } })).status).toBe(412);
    expect((await call('PATCH', { id: 'old', body: {}, headers: { 'If-None-Match': '"0"' } })).status).toBe(412);
    expect((await call('PATCH', { id: 'old', body: { title: 'a' }, headers: { 'If-Match': '"0"' } })).status).toBe(200);
  });

  test('changes only what a patch has, and removes what is null there', async () => {
    const id = await newNote();
    const { json: before } = await call('GET', { id });
    const renamed = await call('PATCH', { id, body: { title: 'Shopping', other: 1 } });
    expect(renamed).toMatchObject({ status: 200, json: { ...before, title: 'Shopping', updatedAt: expect.any(String), etag: renamed.headers.ETag } });
    expect((await call('PATCH', { id, body: { title: null } })).json).not.toHaveProperty('title');
    const { json } = await call('GET', { id });
    expect((await call('PATCH', { id, body: {} })).json).toEqual(json);
    expect((await call('GET', { id })).json).toEqual(json);
  });

  test.each([
    ['a JSON Patch', { content: 'a' }, { 'Content-Type': 'application/JSON-Patch+json; charset=utf-8' }, 415, 'unsupported-patch-type'],
    ['nothing known', { colour: 'red' }, {}, 400, 'no-known-member'],
    ['no JSON', '{', {}, 400, 'invalid-json'],
    ['a field that is none', { content: 1 }, {}, 400, 'invalid-field'],
    ['an invalid precondition', { content: 'a' }, { 'If-Match': '"' }, 400, 'invalid-precondition'],
    ['a merge patch', { content: 'a' }, { 'Content-Type': 'application/merge-patch+json' }, 200, undefined],
  ])('answers a patch with %s as documented', async (_, body, headers, status, code) => {
    const id = await newNote();
    const answer = await call('PATCH', { id, body, headers: headers as Record<string, string> });
    expect([answer.status, answer.json.code]).toEqual([status, code]);
  });

  test('answers a note that is too large with the limit', async () => {
    const id = await newNote();
    const large = { status: 413, json: { code: 'note-too-large', limit: 400 * 1024 } };
    const content = 'a'.repeat(400 * 1024);
    expect(await call('POST', { body: { content } })).toMatchObject({ ...large, json: { ...large.json, actual: expect.any(Number) } });
    expect(await call('PUT', { id, body: { content } })).toMatchObject({ ...large, json: { ...large.json, actual: expect.any(Number) } });
  });

  test('deletes a note', async () => {
    const id = await newNote();
    const { status, json, headers } = await call('DELETE', { id });
    expect([status, json, headers]).toEqual([204, undefined, expect.not.objectContaining({ 'Content-Type': expect.anything() })]);
    expect((await call('GET', { id })).status).toBe(404);
  });

  test.each(['.', '..', '', 'a/b', 'a\0', 'a'.repeat(2049)])('refuses the user id %j', async (userId) => {
    expect(await call('GET', { user: userId })).toMatchObject({ status: 400, json: { code: 'invalid-user-id' } });
  });

  test('takes a user id of as many bytes as a partition key may have', async () => {
    expect((await call('GET', { user: 'a'.repeat(2048) })).status).toBe(200);
  });

  test('refuses a request that an authorizer let through, which it cannot identify yet', async () => {
    expect(await call('GET', { context: { authorizer: { claims: { sub: 'a' } } } })).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
    expect((await call('GET', { context: { authorizer: {} } })).status).toBe(200);
    expect((await call('GET', { context: { authorizer: null } })).status).toBe(200);
  });

  test('says nothing of origins', async () => {
    expect(Object.keys((await call('GET', { headers: { origin: 'https://a.example' } })).headers).filter((name) => /^(access|vary)/i.test(name))).toEqual([]);
  });
});

describe('an API that identifies callers', () => {
  let entries: Record<string, Entry>;
  beforeAll(() => { entries = load({ [ENVIRONMENT.callerId]: '["claims","sub"]' }); });
  const call = caller(() => entries);
  const as = (sub?: unknown) => ({ authorizer: { claims: { sub } } } as never);

  test('serves the caller, also as "me"', async () => {
    expect((await call('GET', { user: 'alice', context: as('alice') })).status).toBe(200);
    expect((await call('GET', { user: 'me', context: as('alice') })).status).toBe(200);
  });

  test.each([['bob', 'alice', 403], ['me', '', 401], ['me', ' ', 401], ['me', undefined, 401], ['me', 1, 401]])('answers %j as %j with %d', async (path, sub, status) => {
    expect((await call('GET', { user: path, context: as(sub) })).status).toBe(status);
  });
});

describe('an API with signed requests', () => {
  let entries: Record<string, Entry>;
  beforeAll(() => { entries = load({ [ENVIRONMENT.signedCallers]: 'true' }); });
  const call = caller(() => entries);
  const identity = { userArn: 'arn:aws:iam::123456789012:user/alice' } as never;

  test('serves signed requests, but no method test', async () => {
    expect((await call('GET', { context: { identity } })).status).toBe(200);
    expect((await call('GET', { context: { identity, stage: 'test-invoke-stage' } })).status).toBe(401);
    expect((await call('GET', { context: { identity: {} as never } })).status).toBe(401);
    expect((await call('GET')).status).toBe(401);
  });
});

describe.each<[string, string[], string, Record<string, string>]>([
  ['of its own origin', ['https://a.example'], 'https://a.example', {
    'Access-Control-Allow-Origin': 'https://a.example', 'Access-Control-Expose-Headers': expect.any(String), 'Vary': 'Origin',
  }],
  ['of another origin', ['https://a.example'], 'https://b.example', { Vary: 'Origin' }],
  ['of any origin', ['*'], 'https://b.example', { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': expect.any(String) }],
  ['without an origin', ['https://a.example', 'undefined'], '', { Vary: 'Origin' }],
])('an API with CORS, called from a page %s,', (_, origins, origin, expected) => {
  test('tells the browser who may read the answer', async () => {
    const entries = load({ [ENVIRONMENT.corsOrigins]: JSON.stringify(origins) });
    const { headers } = await caller(() => entries)('GET', { headers: origin === '' ? {} : { Origin: origin } });
    expect(Object.fromEntries(Object.entries(headers).filter(([name]) => /^(access|vary)/i.test(name)))).toEqual(expected);
  });
});

describe('a row with a time to live', () => {
  const HOUR = 3_600;
  const FIVE_YEARS = 5 * 365 * 24 * HOUR;
  const call = (variables?: Record<string, string>) => {
    const entries = load(variables);
    return caller(() => entries);
  };
  const putRow = (seconds: number) => table.put({
    PK: { S: user },
    SK: { S: 'row' },
    noteContent: { S: 'Buy milk' },
    expiresAt: { N: `${Math.floor(Date.now() / 1000) + seconds}` },
  });

  test.each([-1, -HOUR, HOUR - FIVE_YEARS])('counts as deleted %d seconds from when it expires', async (seconds) => {
    const send = call();
    await putRow(seconds);
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      expect((await send(method, { id: 'row', body: { content: 'Buy bread' } })).status).toBe(404);
    }
    expect((await send('GET')).json.notes).toEqual([]);
    expect((await send('PUT', { id: 'row', body: { content: 'Buy bread' }, headers: { 'If-None-Match': '*' } })).status).toBe(201);
    expect(await table.row(user, 'row')).not.toHaveProperty('expiresAt');
  });

  test.each([HOUR, -HOUR - FIVE_YEARS])('is a note %d seconds from when it expires', async (seconds) => {
    const send = call();
    await putRow(seconds);
    expect((await send('GET')).json.notes).toHaveLength(1);
    expect((await send('PUT', { id: 'row', body: { content: 'Buy bread' }, headers: { 'If-None-Match': '*' } })).status).toBe(412);
    expect((await send('PATCH', { id: 'row', body: { content: 'Buy bread' } })).status).toBe(200);
  });

  test('is a note for ever where rows never expire', async () => {
    const send = call({ [ENVIRONMENT.rowsNeverExpire]: 'true' });
    await putRow(-HOUR);
    expect((await send('GET', { id: 'row' })).status).toBe(200);
    expect((await send('PATCH', { id: 'row', body: { content: 'Buy bread' } })).status).toBe(200);
  });
});

test('a table without transactions takes no idempotency key', async () => {
  const log = jest.spyOn(console, 'error').mockImplementation(() => {});
  const entries = load({ [ENVIRONMENT.noTransactions]: 'true' });
  const answer = await caller(() => entries)('POST', { body: { content: 'Buy milk' }, headers: { 'Idempotency-Key': 'key' } });
  expect(answer).toMatchObject({ status: 501, json: { code: 'idempotency-unsupported' } });
  expect(log).toHaveBeenCalledTimes(1);
  log.mockRestore();
});

describe('an API that requires If-Match', () => {
  let entries: Record<string, Entry>;
  beforeAll(() => { entries = load({ [ENVIRONMENT.requireIfMatch]: 'true' }); });
  const call = caller(() => entries);

  test.each(['PUT', 'PATCH', 'DELETE'])('refuses %s without a precondition', async (method) => {
    const send = (headers: Record<string, string>) => call(method, { id: 'none', body: { content: 'Buy milk' }, headers });
    expect(await send({})).toMatchObject({ status: 428, json: { code: 'precondition-required' } });
    expect((await send({ 'If-Match': '*' })).status).toBe(404);
    expect((await send({ 'If-None-Match': '"a"' })).status).toBe(404);
  });
});

describe('when DynamoDB fails', () => {
  let entries: Record<string, Entry>;
  // Anew for each test, because failures use up the quota of retries.
  beforeEach(() => { entries = load({ [ENVIRONMENT.timeBudget]: '{"firstBackOff":1}' }); });
  afterEach(() => {
    proxy.script = ['pass'];
    jest.restoreAllMocks();
  });
  const call = caller(() => entries);
  const keyed = { 'Idempotency-Key': 'key' };
  const BODY = { content: 'Buy bread' };

  const WRITES: [string, string, Sent, string][] = [
    ['POST', 'POST', { body: BODY }, ': the note may or may not have been created.'],
    ['POST with a key', 'POST', { body: BODY, headers: keyed },
      ': the note may or may not have been created; to create it once, send the same request with the same key again.'],
    ['PUT', 'PUT', { id: 'note', body: BODY }, ': the note may or may not have been changed.'],
    ['PUT of a new note', 'PUT', { id: 'new', body: BODY, headers: { 'If-None-Match': '*' } }, ': the note may or may not have been changed.'],
    ['PATCH', 'PATCH', { id: 'note', body: BODY }, ': the note may or may not have been changed.'],
    ['DELETE', 'DELETE', { id: 'note' }, ': the note may or may not have been deleted.'],
  ];
  const READS: [string, string, Sent, string][] = [
    ['GET', 'GET', { id: 'note' }, '; try again later.'],
    ['GET of a list', 'GET', {}, '; try again later.'],
  ];

  test.each([...WRITES, ...READS])('answers %s with 503, says what may have happened, and logs why', async (_, method, sent, end) => {
    const log = jest.spyOn(console, 'error').mockImplementation(() => {});
    proxy.script = ['serverError'];
    const { status, headers, json } = await call(method, sent);
    expect([status, headers['Retry-After'], json.code]).toEqual([503, '1', 'temporarily-unavailable']);
    expect(json.detail).toBe(`The notes are temporarily unavailable${end}`);
    expect(log.mock.calls).toMatchObject([[{ cause: { name: 'InternalServerError', status: 500, attempts: 4 } }]]);
  });

  test.each([...WRITES, ...READS])('carries out %s after a fault', async (_, method, sent) => {
    for (const fault of ['serverError', 'throttled', 'empty'] as const) {
      await table.delete(user, 'new');
      await table.delete(user, '~idempotency-key#key');
      await table.put({ PK: { S: user }, SK: { S: 'note' }, noteContent: { S: 'Buy milk' } });
      proxy.script = [fault, 'pass'];
      expect((await call(method, sent)).status).toBeLessThan(300);
    }
  });

  test.each(WRITES)('carries out %s once when the answer is lost', async (_, method, sent) => {
    await table.put({ PK: { S: user }, SK: { S: 'note' }, noteContent: { S: 'Buy milk' } });
    proxy.script = ['lost', 'pass'];
    const { status, json } = await call(method, sent);
    expect(status).toBeLessThan(300);
    const rows = (await table.rows(user)).filter(({ SK }) => !SK.S!.startsWith('~'));
    expect(rows).toHaveLength(method === 'DELETE' ? 0 : method === 'POST' || sent.id === 'new' ? 2 : 1);
    if (method !== 'DELETE') {
      expect(rows).toContainEqual(expect.objectContaining({
        SK: { S: sent.id ?? json.noteId }, noteContent: { S: 'Buy bread' }, rev: { S: json.etag.slice(1, -1) },
      }));
    }
  });

  test.each<[string, 'transactionConflict' | 'unknownOperation', number, string]>([
    ['while its key is in use', 'transactionConflict', 409, 'idempotency-in-progress'],
    ['without transactions', 'unknownOperation', 501, 'idempotency-unsupported'],
  ])('answers a create with a key %s as documented', async (_, step, status, code) => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    proxy.script = [step];
    expect(await call('POST', { body: BODY, headers: keyed })).toMatchObject({ status, json: { code } });
  });

  test('answers what DynamoDB refuses with 500, and logs its error', async () => {
    const log = jest.spyOn(console, 'error').mockImplementation(() => {});
    proxy.script = ['denied'];
    for (const [, method, sent] of [...WRITES, ...READS]) {
      expect(await call(method, sent)).toMatchObject({ status: 500, json: { code: 'internal' } });
    }
    for (const [logged] of log.mock.calls) {
      expect(logged).toMatchObject({ code: 'internal', cause: { name: 'AccessDeniedException', status: 400, attempts: 1 } });
    }
  });
});
