import type { APIGatewayProxyResult, Context } from 'aws-lambda';
import type * as Handler from '../../../lambda/http/handler';
import type * as Problems from '../../../lambda/note/problem';
import { FUNCTION_ENVIRONMENT } from '../environment';
import { proxyEvent } from '../event';

/** Loaded together, as a bundle has them. */
let modules: typeof Handler & typeof Problems;
const environment = process.env;
beforeAll(() => {
  process.env = { ...environment, ...FUNCTION_ENVIRONMENT };
  jest.isolateModules(() => {
    modules = { ...jest.requireActual('../../../lambda/http/handler'), ...jest.requireActual('../../../lambda/note/problem') };
  });
});
afterAll(() => { process.env = environment; });
afterEach(() => { jest.restoreAllMocks(); });

const CONTEXT = { getRemainingTimeInMillis: () => 10_000 } as Context;

/** The answer and the log of a function whose operation fails with this error. */
async function failing(error: unknown): Promise<{ answer: APIGatewayProxyResult; logged: unknown[][] }> {
  const log = jest.spyOn(console, 'error').mockImplementation(() => {});
  const operation: Handler.Operation = () => Promise.reject(error);
  const answer = await modules.handler(operation)(proxyEvent(), CONTEXT);
  return { answer: answer!, logged: log.mock.calls };
}

test('an operation that succeeds logs nothing', async () => {
  const log = jest.spyOn(console, 'error').mockImplementation(() => {});
  const operation: Handler.Operation = async () => ({ status: 204 });
  expect(await modules.handler(operation)(proxyEvent(), CONTEXT)).toMatchObject({ statusCode: 204, body: '' });
  expect(log).not.toHaveBeenCalled();
});

test('a problem that the caller can mend is not logged', async () => {
  const { answer, logged } = await failing(new modules.Problem('note-not-found'));
  expect([answer.statusCode, logged]).toEqual([404, []]);
});

test('a problem with a cause is logged, whatever its status', async () => {
  const { answer, logged } = await failing(new modules.Problem('idempotency-in-progress', {}, { cause: new TypeError('S3cret') }));
  expect(answer.statusCode).toBe(409);
  expect(logged).toEqual([[{
    code: 'idempotency-in-progress', requestId: 'request-1', cause: expect.objectContaining({ name: 'TypeError' }),
  }]]);
});

test.each([['internal', 500], ['idempotency-unsupported', 501]] as const)('the problem %s is logged, even without a cause', async (code, status) => {
  const { answer, logged } = await failing(new modules.Problem(code));
  expect(answer.statusCode).toBe(status);
  expect(logged).toEqual([[{ code, requestId: 'request-1', cause: { name: 'undefined' } }]]);
});

test.each([
  ['a text', 'S3cret', 'string'],
  ['an object', { S3cret: 1 }, 'object'],
  ['a number', 1, 'number'],
])('%s that is thrown is an internal error, logged by its type alone', async (_, thrown, name) => {
  const { answer, logged } = await failing(thrown);
  expect(answer.statusCode).toBe(500);
  expect(logged).toEqual([[{ code: 'internal', requestId: 'request-1', cause: { name } }]]);
});

test('an error is logged by its name, code and stack, without its message', async () => {
  const { logged: [[{ cause }]] } = await failing(Object.assign(new RangeError('S3cret\nS3cret'), { code: 'ERR' })) as any;
  expect(cause).toMatchObject({ name: 'RangeError', code: 'ERR' });
  expect(cause.stack.length).toBeGreaterThan(0);
  for (const line of cause.stack) {
    expect(line).toMatch(/^at \S/);
  }
  expect(JSON.stringify(cause)).not.toContain('S3cret');
});

test('an error without a stack is logged by its name', async () => {
  const error = new Error('S3cret');
  delete error.stack;
  expect((await failing(error)).logged).toEqual([[{ code: 'internal', requestId: 'request-1', cause: { name: 'Error' } }]]);
});

test('an error of DynamoDB is logged with its status, its request id and the number of attempts', async () => {
  const error = Object.assign(new Error('S3cret'), { $metadata: { httpStatusCode: 400, requestId: 'dynamodb-1', attempts: 2 } });
  expect((await failing(error)).logged).toMatchObject([[{ cause: { status: 400, awsRequestId: 'dynamodb-1', attempts: 2 } }]]);
});

test('a failure is answered with a problem document that tells nothing of its cause', async () => {
  const { answer: { statusCode, headers, body } } = await failing(new Error('S3cret'));
  expect([statusCode, headers]).toEqual([500, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'X-Request-Id': 'request-1',
    'Cache-Control': 'private, no-cache',
    'X-Content-Type-Options': 'nosniff',
  }]);
  expect(JSON.parse(body)).toEqual({
    type: 'urn:notes-api:problem:internal', title: 'internal server error', status: 500, code: 'internal', requestId: 'request-1', detail: expect.any(String),
  });
});

test('a request without a user in its path has no owner', async () => {
  const operation: Handler.Operation = async () => ({ status: 204 });
  expect((await modules.handler(operation)(proxyEvent({ pathParameters: null }), CONTEXT))!.statusCode).toBe(400);
});

test('of a stack only the call sites are logged', async () => {
  const error = new Error('S3cret');
  error.stack = 'Error: S3cret\nMallory at home\n    at open (door.js:1:2)';
  expect((await failing(error)).logged).toMatchObject([[{ cause: { stack: ['at open (door.js:1:2)'] } }]]);
});

const CALL_SITE = 'at open (door.js:1:2)';

test.each([
  ['is set later', 'S3cret', `Error\n    ${CALL_SITE}`],
  ['looks like a call site', 'S3cret\n    at home', `Error: S3cret\n    at home\n    ${CALL_SITE}`],
  ['begins the stack', 'S3cret\n    at home', `S3cret\n    at home\n    ${CALL_SITE}`],
])('a message that %s is not in the stack that is logged', async (_, message, stack) => {
  const { logged } = await failing(Object.assign(new Error(), { message, stack }));
  expect(logged).toMatchObject([[{ cause: { name: 'Error', stack: [CALL_SITE] } }]]);
});

test.each([[['S3cret']], [{ toString: (): string => 'S3cret' }], [undefined], ['S3cret!']])('%j is no name to log', async (name) => {
  expect((await failing(Object.assign(new Error('S3cret'), { name }))).logged).toMatchObject([[{ cause: { name: 'unnamed' } }]]);
});
