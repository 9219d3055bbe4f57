import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { logFailure } from '../../../lambda/http/failure-log';
import { Problem } from '../../../lambda/note/problem';
import { Functions } from '../functions';

describe('the log of a failure that DynamoDB, or whatever answers for it, describes', () => {
  let answer: { readonly body: string; readonly headers?: Record<string, string> } = { body: '' };
  let server: Server;
  let functions: Functions;
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().once('end', () =>
        response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0', ...answer.headers }).end(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    functions = await Functions.start(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { timeBudget: { maxAttempts: 1 } });
  });
  afterAll(async () => {
    await functions?.close();
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => { functions.logged.length = 0; });

  async function causeOf(body: object | string, headers = {}): Promise<any> {
    answer = { body: typeof body === 'string' ? body : JSON.stringify(body), headers };
    const { json } = await functions.call({ method: 'GET', userId: 'alice', id: 'note' });
    expect(json.code).toMatch(/^(internal|temporarily-unavailable)$/);
    expect(functions.logged).toHaveLength(1);
    expect(JSON.stringify([functions.logged, json])).not.toContain('SECRET');
    return (functions.logged[0][1] as { cause: unknown }).cause;
  }

  const DYNAMODB = 'com.amazonaws.dynamodb.v20120810#';
  const LINE = 'bad\n    at SECRET (file:///var/task/index.mjs:1:1)\n    at SECRET';

  test.each([
    ['a known error', `${DYNAMODB}ResourceNotFoundException`, 'ResourceNotFoundException'],
    ['an error that the SDK does not know', 'com.amazon.coral.validate#ValidationException', 'ValidationException'],
    ['an error without a namespace', 'ThrottlingException', 'ThrottlingException'],
  ])('has the name and the stack of %s, and no line of its message', async (_, type, name) => {
    for (const message of [LINE, 'one line', '']) {
      const { stack, ...cause } = await causeOf({ __type: type, message, code: 'SECRET' });
      expect(cause).toMatchObject({ name, status: 400 });
      expect(cause.code).toBeUndefined();
      expect(stack).toEqual(expect.arrayContaining([expect.stringMatching(/^at .*index\.mjs:\d+:\d+\)?$/)]));
      functions.logged.length = 0;
    }
  });

  test.each([
    ['with a space', `${DYNAMODB}SECRET name`],
    ['with an accent', 'SECRETé'],
    ['with a line break', 'SECRET\n   at SECRET'],
    ['of 65 characters', `SECRET${'x'.repeat(59)}`],
    ['that begins with a digit', '5SECRET'],
    ['with an underscore', 'SECRET_'],
    ['of JSON', '{"a":"SECRET"}'],
  ])('has no name %s', async (_, type) => {
    expect(await causeOf({ __type: type, message: LINE })).toMatchObject({ name: 'unnamed' });
  });

  test.each([['of 64 characters', 'x'.repeat(64)], ['of one letter', 'X']])('has a name %s', async (_, type) => {
    expect(await causeOf({ __type: type })).toMatchObject({ name: type });
  });

  test.each<[string, object | string]>([
    ['a type that is a number', { __type: 5, message: LINE }],
    ['a type that is an object', { __type: { name: 'SECRET' }, message: LINE }],
    ['members of an error', { __type: 'X', message: LINE, stack: '   at SECRET', cause: 'SECRET', name: 'SECRET', toJSON: 'SECRET', $metadata: 'SECRET' }],
    ['a message that is a list', { __type: 'X', message: ['SECRET'] }],
    ['a message that is an object', { __type: `${DYNAMODB}ResourceNotFoundException`, message: { text: 'SECRET' } }],
    ['no JSON', '<html>SECRET\n   at SECRET</html>'],
    ['half of JSON', '{"__type":"SECRET\\n   at SECRET'],
    ['JSON that is no object', '"SECRET"'],
    ['nothing', ''],
  ])('has nothing of an answer with %s', async (_, body) => {
    await causeOf(body);
  });

  test('has the request id of AWS only in its form', async () => {
    expect(await causeOf({ __type: 'X' }, { 'x-amzn-requestid': 'SECRET id' })).toMatchObject({ awsRequestId: undefined });
    functions.logged.length = 0;
    expect(await causeOf({ __type: 'X' }, { 'x-amzn-requestid': 'ABC-0123' })).toMatchObject({ awsRequestId: 'ABC-0123' });
  });
});

describe('the log of what was thrown', () => {
  let logged: jest.SpyInstance;
  beforeEach(() => { logged = jest.spyOn(console, 'error').mockImplementation(() => {}); });
  afterEach(() => logged.mockRestore());

  function causeOf(thrown: unknown): any {
    logFailure(new Problem('internal', {}, { cause: thrown }), 'request-1');
    expect(logged).toHaveBeenCalledTimes(1);
    const [entry] = logged.mock.calls[0];
    expect(entry).toMatchObject({ code: 'internal', requestId: 'request-1' });
    expect(JSON.stringify(entry)).not.toContain('SECRET');
    logged.mockClear();
    return entry.cause;
  }

  const SECRET = 'SECRET\n    at SECRET (file:///x.mjs:1:1)';
  const changed = (change: object): Error => Object.assign(new Error('before'), change);
  const throwing = (name: string): Error => Object.defineProperty(new Error(SECRET), name, { get: () => { throw new Error(SECRET); } });

  test('has the name and the call sites of an error', () => {
    expect(causeOf(new TypeError(SECRET))).toMatchObject({
      name: 'TypeError', stack: expect.arrayContaining([expect.stringMatching(/^at .*failure-log\.test\.ts:\d+:\d+\)?$/)]),
    });
  });

  test('has the code of an error of the system, and no other code', () => {
    for (const code of ['ECONNRESET', 'ERR_TLS_CERT_ALTNAME_INVALID']) {
      expect(causeOf(changed({ code })).code).toBe(code);
    }
    for (const code of ['a SECRET', 'SECRET\n', `SECRET${'X'.repeat(59)}`, { code: 'SECRET' }, 5, () => 'SECRET']) {
      expect(causeOf(changed({ code })).code).toBeUndefined();
    }
  });

  test('has numbers alone of the attempts and the status', () => {
    expect(causeOf(changed({ $metadata: { httpStatusCode: 'SECRET', attempts: ['SECRET'] } }))).toMatchObject({ status: undefined, attempts: undefined });
    expect(causeOf(changed({ $metadata: { httpStatusCode: 400, attempts: 2 } }))).toMatchObject({ status: 400, attempts: 2 });
    expect(causeOf(changed({ $metadata: 'SECRET' }))).toMatchObject({ name: 'Error' });
  });

  test.each<[string, unknown, string]>([
    ['a text', 'SECRET', 'string'],
    ['nothing', null, 'object'],
    ['a number', 5, 'number'],
    ['a symbol', Symbol('SECRET'), 'symbol'],
    ['a function', () => 'SECRET', 'function'],
    ['an object', { name: 'SECRET', message: SECRET, stack: SECRET }, 'object'],
    ['an object that only has the members of an error', { __proto__: null, stack: SECRET }, 'object'],
  ])('has the type alone of %s', (_, thrown, name) => {
    expect(causeOf(thrown)).toEqual({ name });
  });

  test.each<[string, Error]>([
    ['a cause', new Error(SECRET, { cause: new Error(SECRET) })],
    ['errors', new AggregateError([new Error(SECRET)], SECRET)],
    ['a message that was changed', Object.assign(new Error(SECRET), { message: 'after' })],
    ['a message that was removed', Object.assign(new Error(SECRET), { message: '' })],
    ['a message that begins with a line break', new Error(`\n    at ${SECRET}`)],
    ['such a message that was removed', Object.assign(new Error(`\n    at ${SECRET}`), { message: '' })],
    ['a message that is no text', changed({ message: { toString: () => SECRET } })],
    ['a name that is no text', changed({ name: { toString: () => SECRET } })],
    ['a name of more than a word', changed({ name: SECRET })],
    ['a stack that is no text', changed({ stack: { toString: () => SECRET, split: () => [SECRET] } })],
    ['a stack of a number', changed({ stack: 5 })],
    ['a stack of another message', changed({ stack: `Error: ${SECRET}` })],
    ['no stack', changed({ stack: undefined })],
    ['a message that repeats itself', new Error(`${SECRET}\n`.repeat(100))],
    ['a message of five million characters', new Error(`${SECRET}\n`.repeat(125_000))],
    ['a message of five million line breaks', new Error('\n'.repeat(5_000_000))],
    ['a further message', changed({ details: SECRET, toJSON: () => SECRET })],
  ])('has nothing of the texts of an error with %s', (_, error) => {
    expect(causeOf(error).name).toMatch(/^[A-Za-z]+$/);
  });

  test.each(['name', 'message', 'stack', 'code', '$metadata', '$fault'])('is written when the %s of an error throws', (member) => {
    expect(causeOf(throwing(member))).toEqual({ name: 'unnamed' });
  });

  test('is written when whatever is asked of it throws', () => {
    const { proxy, revoke } = Proxy.revocable(new Error(SECRET), {});
    revoke();
    expect(causeOf(proxy)).toEqual({ name: 'unnamed' });
  });
});
