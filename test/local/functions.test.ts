import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, Shop, startShop } from './support';
import { call } from '../http';
import { isRunning } from '../processes';

let shop: Shop;

beforeAll(async () => {
  process.env.SECRET_OF_THE_PARENT = 'secret';
  shop = await startShop({ warm: true });
});
afterAll(async () => {
  delete process.env.SECRET_OF_THE_PARENT;
  await shop.stop();
});

const get = async (path: string) => shop.send('GET', path);
const pid = async () => Number((await get('/do/pid')).text);
const logged = (text: string) => shop.log.some(({ line }) => line.includes(text));

test('a function sees the environment that Lambda gives and nothing of ours', async () => {
  const environment = (await get('/do/environment')).json;
  expect(environment).toEqual({
    ...environment,
    SHOP: 'open',
    SHOP_NAME: 'ShopStack',
    AWS_ENDPOINT_URL_DYNAMODB: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_FUNCTION_NAME: expect.stringMatching(/^ShopStack-Behaviour/),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_REGION: 'us-east-1',
    _HANDLER: 'index.handler',
  });
  expect(
    Object.keys(environment)
      .filter((name) => !/^(AWS_|LAMBDA_|LOCAL_STACK|NODE_OPTIONS|SHOP)/.test(name))
      .sort(),
  ).toEqual(['LANG', 'PATH', 'TZ', '_HANDLER', '_X_AMZN_TRACE_ID']);
  expect(environment.AWS_ACCESS_KEY_ID).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(environment.AWS_ENDPOINT_URL_DYNAMODB).not.toBe(shop.stack.dynamoDbEndpoint);
});

test.each(['/', '/2018-06-01/runtime/invocation/next', '/2018-06-01/runtime/init/error'])(
  'only the process of a function has its Runtime API: %s',
  async (path) => {
    const { AWS_LAMBDA_RUNTIME_API: address } = (await get('/do/environment')).json;
    expect(address).toMatch(/^127\.0\.0\.1:\d+\/[0-9a-f]{32}$/);
    expect((await call(`http://${address.split('/')[0]}`, 'POST', path, { body: '{}' })).status).toBe(403);
    expect((await get('/do/pid')).status).toBe(200);
  },
);

test('a function runs in its task root and has the context of its invocation', async () => {
  const context = (await get('/do/context')).json;
  expect(context.invokedFunctionArn).toMatch(/^arn:aws:lambda:us-east-1:123456789012:function:ShopStack-Behaviour/);
  expect(context.awsRequestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(context.remaining).toBeGreaterThan(0);
  expect(context.remaining).toBeLessThanOrEqual(1_000);
  expect(context.memoryLimitInMB).toBe('256');
  expect(existsSync(join(context.cwd, 'index.js'))).toBe(true);
});

test('a function from an asset stores and reads through the SDK', async () => {
  expect((await shop.send('PUT', '/orders/a%2Fb?confirm=1', {}, '{"item":"tea"}')).status).toBe(204);
  expect((await get('/orders/a%2Fb')).json).toEqual({ item: 'tea' });
  expect((await get('/orders/other')).status).toBe(404);
});

test('an environment is reused', async () => {
  expect(await pid()).toBe(await pid());
});

/** Requests that are answered only while `count` of them are inside at the same time. */
async function meet(requests: number, count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'local-test-'));
  const answers = await Promise.all(Array.from({ length: requests }, async () => get(`/do/meet?count=${count}&folder=${folder}`)));
  rmSync(folder, { recursive: true });
  return { statuses: answers.map(({ status }) => status).sort(), pids: new Set(answers.map(({ text }) => text)) };
}

test('requests at the same time run in environments of their own', async () => {
  const { pids, statuses } = await meet(4, 4);
  expect(statuses).toEqual([200, 200, 200, 200]);
  expect(pids.size).toBe(4);
});

test('a fifth request waits for one of the four environments', async () => {
  // Four wait for the fifth until their timeout; then it finds their traces and is answered.
  expect((await meet(5, 5)).statuses).toEqual([200, 502, 502, 502, 502]);
});

test('requests that wait are all answered', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, async () => get('/do/pid')));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
});

test('a reserved concurrency of one is one process, and a 500 to whoever calls while it is busy', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'local-test-'));
  const first = get(`/alone/meet?count=2&folder=${folder}`);
  await eventually(() => readdirSync(folder).length === 1);
  const { headers, json, status } = await get('/alone/pid');
  expect([status, headers['x-amzn-errortype'], json]).toEqual([500, 'InternalServerErrorException', { message: 'Internal server error' }]);
  expect(logged('GET /alone/{behaviour}: the reserved concurrency of the function is exhausted')).toBe(true);
  writeFileSync(join(folder, 'second'), '');
  const { text } = await first;
  expect((await get('/alone/pid')).text).toBe(text);
  rmSync(folder, { recursive: true });
});

test('a reserved concurrency of none is a 500 to everybody', async () => {
  expect((await get('/stopped')).status).toBe(500);
});

test("a function's own variables replace what Lambda lets it replace, but not where DynamoDB is", async () => {
  const { AWS_ENDPOINT_URL_DYNAMODB, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, AWS_USE_FIPS_ENDPOINT, LANG, TZ } = (
    await get('/alone/environment')
  ).json;
  expect([LANG, TZ]).toEqual(['de_CH.UTF-8', 'Europe/Zurich']);
  expect([AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, AWS_USE_FIPS_ENDPOINT]).toEqual(['false', 'false']);
  expect(AWS_ENDPOINT_URL_DYNAMODB).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('a handler that throws is a 502 and keeps its environment', async () => {
  const before = (await get('/single')).text;
  expect((await get('/do/throw')).status).toBe(502);
  await eventually(() => logged('"errorMessage":"thrown"'));
  expect((await get('/single')).text).toBe(before);
});

test.each([
  ['exceeds its timeout', 'hang', 'Task timed out after 1.00 seconds'],
  ['crashes', 'crash', 'Runtime exited with error: exit status 7'],
  ['leaves a rejection unhandled', 'reject', 'Runtime exited with error: exit status 128'],
])('a function that %s is a 502, its process ends and the next request gets another', async (_what, behaviour, line) => {
  const environments = new Set(await Promise.all(Array.from({ length: 8 }, pid)));
  expect((await get(`/do/${behaviour}`)).status).toBe(502);
  expect(logged(line)).toBe(true);
  await eventually(() => [...environments].some((environment) => !isRunning(environment)));
  expect((await get('/do/pid')).status).toBe(200);
});

test('a function that fails after its answer has answered', async () => {
  const { status, text } = await get('/do/late');
  expect([status, text]).toEqual([200, 'answered']);
  await eventually(() => logged('"errorMessage":"late"'));
  await eventually(() => logged('Runtime exited with error: exit status 129'));
  expect((await get('/do/pid')).status).toBe(200);
});

test.each([
  ['cannot be parsed', '/broken', 'Runtime.UserCodeSyntaxError'],
  ['exports no handler', '/handlerless', 'Runtime.HandlerNotFound'],
])('code that %s is logged at start and is a 502 each time', async (_what, path, line) => {
  expect(logged(line)).toBe(true);
  const answers = await Promise.all([get(path), get(path), get(path), get(path), get(path), get(path)]);
  expect(answers.map(({ status }) => status)).toEqual([502, 502, 502, 502, 502, 502]);
});

test('inline code that is an ES module is one', async () => {
  expect((await get('/module')).text).toBe('from a module');
});

test('a streamed response is no proxy answer, but does not hang', async () => {
  expect((await get('/streaming')).status).toBe(502);
  expect((await get('/streaming')).status).toBe(502);
});

test('the log format and level are those of the template', async () => {
  await get('/single');
  await eventually(() => logged('loud'));
  expect(JSON.parse(shop.log.find(({ line }) => line.includes('loud'))?.line ?? '')).toMatchObject({ level: 'WARN', message: 'loud' });
  expect(logged('quiet')).toBe(false);
});

test('layers that are left out are told', () => {
  expect(logged('runs without the layer arn:aws:lambda:us-east-1:123456789012:layer:tools:1, whose code is not a folder of the app')).toBe(true);
});

test('what a function logs comes line by line with its logical id', async () => {
  await get('/do/log');
  await eventually(() => logged('err line'));
  const lines = shop.log.filter(({ line }) => /(out|err) line$/.test(line));
  expect(lines.map(({ line }) => line.split('\t').slice(2))).toEqual([['INFO', 'out line'], ['ERROR', 'err line']]);
  expect(lines[0].logicalId).toMatch(/^Behaviour/);
});

test('a function that does not yield for seconds still answers', async () => {
  expect((await shop.send('GET', '/busy')).status).toBe(204);
});
