import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, request, Server } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { freePort, HOST, listen } from '../../local/machine/loopback';

const DYNAMODB = join(__dirname, '..', '..', 'local', 'dynamodb');
const { returningFailedItems } = jest.requireActual<{ returningFailedItems(engine: Server): Server }>(
  join(DYNAMODB, 'failed-conditions.cjs'),
);
const dynalite = jest.requireActual<(options: object) => Server>('dynalite');

const engine = dynalite({ createTableMs: 0 });
const server = returningFailedItems(engine);
const plain = dynalite({ createTableMs: 0 });
let port: number;
let plainPort: number;
const agent = new Agent({ keepAlive: true });

type Headers = Record<string, string>;

const Authorization = 'AWS4-HMAC-SHA256 Credential=LOCAL/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
const operation = (name: string): Headers => ({
  Authorization,
  'Content-Type': 'application/x-amz-json-1.0',
  'X-Amz-Date': '20260101T000000Z',
  'X-Amz-Target': `DynamoDB_20120810.${name}`,
});

async function ask(to: number, method: string, headers: Headers, body: string | Buffer) {
  return new Promise<{ status: string; headers: string[]; bytes: Buffer }>((resolve, reject) => {
    request({ host: HOST, port: to, method, headers: { 'Content-Length': Buffer.byteLength(body), ...headers }, agent }, (response) => {
      const { rawHeaders, statusCode, statusMessage } = response;
      buffer(response).then((bytes) => resolve({ status: `${statusCode} ${statusMessage}`, headers: rawHeaders, bytes }), reject);
    }).on('error', reject).end(body);
  });
}

const call = async (name: string, input: object, to = port) => {
  const { bytes, ...answer } = await ask(to, 'POST', operation(name), JSON.stringify(input));
  return { ...answer, json: JSON.parse(bytes.toString()) };
};

const TableName = 'orders';
const Item = { id: { S: 'é' }, count: { N: '3' } };
const Key = { id: Item.id };
const failing = { TableName, Key, ConditionExpression: 'attribute_exists(gone)' };
const ReturnValuesOnConditionCheckFailure = 'ALL_OLD';

beforeAll(async () => {
  await listen(engine, 0);
  [port, plainPort] = await Promise.all([server, plain].map(async (one) => listen(one, 0)));
  for (const to of [port, plainPort]) {
    await call('CreateTable', {
      TableName,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }, to);
    // A table is created in the background, however quickly.
    while ((await call('DescribeTable', { TableName }, to)).json.Table.TableStatus !== 'ACTIVE') {}
    expect((await call('PutItem', { TableName, Item }, to)).status).toBe('200 OK');
  }
});
afterAll(async () => {
  agent.destroy();
  await Promise.all([server, engine, plain].map(async (one) => new Promise((resolve) => one.close(resolve))));
});

test.each(['UpdateItem', 'DeleteItem'])('%s returns the item of a failed condition to whoever asks for it', async (name) => {
  const { headers, json, status } = await call(name, { ...failing, ReturnValuesOnConditionCheckFailure });
  expect(status).toBe('400 Bad Request');
  expect(json).toEqual({
    __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
    message: 'The conditional request failed',
    Item,
  });
  expect(headers).not.toContain('x-amz-crc32');
});

test.each<[string, string, Headers, string | Buffer]>([
  ['a health check', 'GET', {}, ''],
  ['a preflight', 'OPTIONS', { 'Origin': 'https://a.example', 'Access-Control-Request-Headers': 'X-Amz-Target' }, ''],
  ['another method', 'PUT', operation('GetItem'), '{}'],
  ['a request that ends its connection', 'POST', { ...operation('ListTables'), Connection: 'close' }, '{}'],
  ['a body in chunks', 'POST', { ...operation('ListTables'), 'Transfer-Encoding': 'chunked' }, '{}'],
  ['no JSON', 'POST', operation('UpdateItem'), '{'],
  ['an unknown operation', 'POST', operation('Update'), '{}'],
  [
    'no authorization',
    'POST',
    { ...operation('DeleteItem'), Authorization: '' },
    JSON.stringify({ ...failing, ReturnValuesOnConditionCheckFailure }),
  ],
  ['an invalid request', 'POST', operation('UpdateItem'), JSON.stringify({ TableName, ReturnValuesOnConditionCheckFailure })],
  ['a body that is too large', 'POST', operation('PutItem'), Buffer.alloc(17 * 1024 * 1024, ' ')],
  ['an item', 'POST', operation('GetItem'), JSON.stringify({ TableName, Key })],
  ['a failed condition whose item nobody asks for', 'POST', operation('UpdateItem'), JSON.stringify(failing)],
  [
    'a failed condition without an item',
    'POST',
    operation('DeleteItem'),
    JSON.stringify({ ...failing, Key: { id: { S: 'none' } }, ReturnValuesOnConditionCheckFailure }),
  ],
])('%s is answered as dynalite does', async (_what, method, headers, body) => {
  const answers = await Promise.all([plainPort, port].map(async (to) => ask(to, method, headers, body)));
  const [expected, actual] = answers.map((answer) => ({ ...answer, headers: masked(answer.headers) }));
  expect(actual).toEqual(expected);
});

/** The parts that differ between answers. */
function masked(rawHeaders: string[]): string[] {
  return rawHeaders.map((field, at) => ['x-amzn-RequestId', 'Date'].includes(rawHeaders[at - 1]) ? '…' : field);
}

test('the connection to dynalite is used again', async () => {
  const connected = jest.fn();
  engine.on('connection', connected);
  for (let count = 0; count < 20; count += 1) {
    await call('UpdateItem', { ...failing, ReturnValuesOnConditionCheckFailure });
  }
  expect(connected.mock.calls.length).toBeLessThan(2);
});

test('a client that goes away in the middle of its request does no harm', async () => {
  const socket = connect(port, HOST);
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf', () => socket.destroy());
  await once(socket, 'close');
  expect((await call('ListTables', {})).json).toEqual({ TableNames: [TableName] });
});

describe('the process', () => {
  const start = (at: number) =>
    spawn(process.execPath, [join(DYNAMODB, 'dynalite-server.cjs'), String(at)], { stdio: ['ignore', 'pipe', 'pipe'] });

  test('says where it listens, and ends on SIGTERM with connections open', async () => {
    const free = await freePort();
    const child = start(free);
    const [said] = await once(child.stdout, 'data');
    expect(String(said)).toBe(`listening on http://${HOST}:${free}\n`);
    await ask(free, 'POST', operation('ListTables'), '{}');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('says that its port is busy', async () => {
    const busy = createServer();
    const child = start(await listen(busy, 0));
    expect(await text(child.stderr)).toBe('port is already in use\n');
    expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(1);
    busy.close();
  });
});
