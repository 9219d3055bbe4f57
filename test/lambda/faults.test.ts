import { proxyEvent } from './event';
import { FaultProxy, Step } from './fault-proxy';
import { Answer, Functions } from './functions';
import { NotesTable } from './notes-table';
import { installedEngines } from '../../local/dynamodb/engine';

const proxy = new FaultProxy();
let table: NotesTable;
let functions: Functions;

beforeAll(async () => {
  await proxy.listen();
  table = await NotesTable.on(installedEngines[0], proxy);
  functions = await Functions.start(proxy.endpoint, { timeBudget: {} });
});
afterAll(async () => {
  await functions.close();
  await table.close();
  await proxy.close();
});
beforeEach(() => {
  proxy.forget();
  functions.logged.length = 0;
});

async function run(handler: string, given: Parameters<typeof proxyEvent>[0], script: Step[], remainingMillis?: number): Promise<Answer> {
  proxy.script = script;
  return functions.invoke(handler, proxyEvent(given), remainingMillis);
}
const create = (user: string, ...script: Step[]) =>
  run('createNote', { pathParameters: { userId: user }, body: '{"content":"S3cretContent"}' }, script);
const get = (user: string, id: string, ...script: Step[]) => run('getNote', { pathParameters: { userId: user, id } }, script);

describe('without faults', () => {
  test('a create is one request, on the condition that the note is new', async () => {
    expect((await create('calm', 'pass')).status).toBe(200);
    expect(proxy.attempts).toEqual(['PutItem']);
    expect(proxy.lastInput).toMatchObject({ TableName: 'Notes', ConditionExpression: 'attribute_not_exists(SK)' });
  });

  test('a read is one request, strongly consistent', async () => {
    expect((await get('calm', 'no-note', 'pass')).status).toBe(404);
    expect(proxy.attempts).toEqual(['GetItem']);
    expect(proxy.lastInput).toMatchObject({ TableName: 'Notes', ConsistentRead: true });
  });
});

describe('a create', () => {
  test('whose answer is lost is recognised when it is tried again: one note, 200', async () => {
    const { status, json } = await create('lost', 'lost', 'pass');
    expect(status).toBe(200);
    expect(proxy.attempts).toEqual(['PutItem', 'PutItem']);
    const [{ SK }, ...others] = await table.rows('lost');
    expect({ id: SK.S, others }).toEqual({ id: json.noteId, others: [] });
  });

  test.each<[string, Step[]]>([
    ['server errors', ['serverError', 'serverError', 'pass']],
    ['throttling', ['throttled', 'throttled', 'pass']],
    ['broken connections', ['reset', 'reset', 'pass']],
  ])('outlives %s', async (user, script) => {
    expect((await create(user, ...script)).status).toBe(200);
    expect(proxy.attempts).toHaveLength(3);
    expect(await table.rows(user)).toHaveLength(1);
  });

  test('is not believed without proof: 503 that says the note may exist', async () => {
    const { status, headers, json } = await create('unproven', 'empty');
    expect(status).toBe(503);
    expect(headers).toMatchObject({ 'Retry-After': '1' });
    expect(json).toMatchObject({ code: 'temporarily-unavailable', detail: expect.stringContaining('may or may not') });
    expect(await table.rows('unproven')).toEqual([]);
  });
});

test('a connection that is closed while nothing is under way is no failure', async () => {
  for (const _ of [1, 2, 3]) {
    expect((await get('alice', 'note', 'pass')).status).toBe(404);
    proxy.closeIdleConnections();
  }
  expect(proxy.connections).toBeGreaterThan(1);
});

test('a connection that breaks at its second request is no failure', async () => {
  await get('alice', 'note', 'pass');
  proxy.forget();
  expect((await get('alice', 'note', 'reset', 'pass')).status).toBe(404);
  expect(proxy.attempts).toEqual(['GetItem', 'GetItem']);
  // The first attempt used the earlier connection.
  expect(proxy.connections).toBe(1);
});

test.each<Step>(['serverError', 'throttled', 'reset', 'garbage', 'badGateway', 'forbidden', 'empty'])(
  'when every answer is %s a read is a 503 after four attempts, never a 404',
  async (step) => {
    const { status, json } = await get('alice', 'note', step);
    expect({ status, code: json.code }).toEqual({ status: 503, code: 'temporarily-unavailable' });
    expect(proxy.attempts).toHaveLength(4);
  },
);

describe('the time budget', () => {
  const read = (step: Step, remainingMillis: number) =>
    run('getNote', { pathParameters: { userId: 'alice', id: 'note' } }, [step], remainingMillis);
  const unavailable = { status: 503, json: { code: 'temporarily-unavailable' } };

  test('gives up a request that is not answered and tries again, within all attempts\' share of a long invocation', async () => {
    expect(await read('hang', 60_000)).toMatchObject(unavailable);
    expect(proxy.attempts.length).toBeGreaterThan(1);
  });

  test('gives up an answer that only drips within all attempts\' share of a long invocation', async () => {
    expect(await read('drip', 60_000)).toMatchObject(unavailable);
  });

  test('ends also what is put off until another attempt', async () => {
    const waiting = await Functions.start(proxy.endpoint, { timeBudget: { firstBackOff: 1e9 } });
    proxy.script = ['reset'];
    expect(await waiting.call({ method: 'GET', userId: 'alice', id: 'note', remainingMillis: 1_000 })).toMatchObject(unavailable);
    expect(proxy.attempts).toHaveLength(1);
    await waiting.close();
  });

  test.each<Step>(['hang', 'drip'])('leaves nothing under way behind when it ends during a %s', async (step) => {
    const patient = await Functions.start(proxy.endpoint, { timeBudget: { requestTimeout: 60_000, allAttempts: 60_000 } });
    proxy.script = [step];
    expect(await patient.call({ method: 'GET', userId: 'alice', id: 'note', remainingMillis: 1_000 })).toMatchObject(unavailable);
    await proxy.abandoned();
    expect(proxy.attempts).toHaveLength(1);
    await patient.close();
  });

  test('asks nothing in an invocation that has only the time to answer left', async () => {
    expect(await read('hang', 400)).toMatchObject(unavailable);
    expect(proxy.attempts).toEqual([]);
  });
});

describe('what DynamoDB refuses', () => {
  test('is a 500 that tells nothing but the request id, and is not tried again', async () => {
    const { status, json } = await get('S3cretUser', 'S3cretNote', 'denied');
    expect(status).toBe(500);
    expect(json).toEqual({
      type: 'urn:notes-api:problem:internal',
      title: 'internal server error',
      status: 500,
      detail: 'The request failed. To find the cause, search the log for the request id.',
      code: 'internal',
      requestId: 'request-1',
    });
    expect(proxy.attempts).toEqual(['GetItem']);
  });

  test('is logged once, with its cause and without a word of the request', async () => {
    await get('S3cretUser', 'S3cretNote', 'denied');
    expect(functions.logged).toEqual([['error', expect.objectContaining({
      code: 'internal',
      cause: expect.objectContaining({ name: 'AccessDeniedException', status: 400, attempts: 1 }),
    })]]);
    expect(JSON.stringify(functions.logged)).not.toContain('S3cret');
  });
});

test.each<[Step, object]>([
  ['serverError', { name: 'InternalServerError', status: 500 }],
  ['throttled', { name: 'ProvisionedThroughputExceededException', status: 400 }],
  ['reset', { name: 'Error', code: 'ECONNRESET' }],
  ['garbage', { name: 'SyntaxError', status: 200 }],
  ['badGateway', { name: 'SyntaxError', status: 502 }],
  ['empty', { name: 'Error', status: 200 }],
  ['forbidden', { name: 'Unknown', status: 403 }],
])('an unavailable DynamoDB, %s, is logged with how often it was tried', async (step, cause) => {
  const fresh = await Functions.start(proxy.endpoint);
  proxy.script = [step];
  await fresh.call({ method: 'POST', userId: 'alice', body: { content: 'S3cretContent' } });
  await fresh.close();
  expect(fresh.logged).toEqual([['error', {
    code: 'temporarily-unavailable',
    requestId: 'request-1',
    cause: expect.objectContaining({ ...cause, attempts: 4 }),
  }]]);
  expect(JSON.stringify(fresh.logged)).not.toContain('S3cret');
});

test('what a caller does wrong is not logged', async () => {
  expect((await run('createNote', { body: 'no JSON' }, ['pass'])).status).toBe(400);
  expect(functions.logged).toEqual([]);
});
