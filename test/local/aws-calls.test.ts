import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { synthesize } from './sample-app';
import { send } from './support';
import { LocalStack } from '../../local/local-stack';
import { HOST, listen } from '../../local/machine/loopback';
import { LogEntry } from '../../local/observation/trace';

const SCRIPT = `
const how = {
  old: async () => {
    const { DynamoDBClient, ListTablesCommand, GetItemCommand } = require('@aws-sdk/client-dynamodb');
    const client = new DynamoDBClient({ endpoint: 'https://dynamodb.us-east-1.amazonaws.com' });
    return client.send(new GetItemCommand({ TableName: process.env.TABLE, Key: { id: { S: 'none' } } }));
  },
  unencrypted: async () => {
    const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');
    const client = new DynamoDBClient({ endpoint: 'http://dynamodb.us-east-1.amazonaws.com' });
    return client.send(new GetItemCommand({ TableName: process.env.TABLE, Key: { id: { S: 'none' } } }));
  },
  https: (url) => new Promise((resolve, reject) => require('node:https').get(url, (response) => {
    const { authorized } = response.socket;
    response.resume();
    response.on('end', () => resolve({ status: response.statusCode, authorized }));
  }).on('error', reject)),
  http: (url) => new Promise((resolve, reject) => require('node:http').get(url, (response) => {
    response.resume();
    response.on('end', () => resolve({ status: response.statusCode }));
  }).on('error', reject)),
  fetch: async (url) => ({ status: (await fetch(url)).status }),
  http2: (url) => new Promise((resolve, reject) => require('node:http2').connect(url).on('connect', resolve).on('error', reject)),
  tls: (host) => new Promise((resolve, reject) => require('node:tls').connect({ host, port: 5432 }).on('secureConnect', resolve).on('error', reject)),
  net: (host) => new Promise((resolve, reject) => require('node:net').connect(5432, host, resolve).on('error', reject)),
  dns: (host) => require('node:dns').promises.resolve4(host),
  lookup: (host) => new Promise((resolve, reject) => require('node:dns').lookup(host, { all: true }, (error, found) => error ? reject(error) : resolve(found))),
};
const call = async ({ client, to }) => how[client](to).then((value) => ({ ...value }), ({ name, code, message, cause }) => ({ failed: code ?? cause?.code ?? name, message }));
`;
const INDEX = `${SCRIPT}
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');
const { execFile } = require('node:child_process');
exports.handler = async ({ body }) => {
  const input = JSON.parse(body);
  const answer = { here: () => call(input),
    worker: () => new Promise((resolve, reject) => new Worker(__dirname + '/worker.js', { workerData: input, ...input.worker }).on('message', resolve).on('error', reject)),
    child: () => new Promise((resolve, reject) => execFile(process.execPath, [__dirname + '/child.js', body], { ...input.child }, (error, stdout) => error ? reject(error) : resolve(JSON.parse(stdout)))),
  }[input.from ?? 'here'];
  return { statusCode: 200, body: JSON.stringify(await answer()) };
};`;
const MODULE = `import { connect } from 'node:tls';
import { get } from 'node:https';
export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify({ failed: await new Promise((resolve) => connect(5432, 'db.rds.amazonaws.com').on('error', ({ code }) => resolve(code)))}) });`;

const folder = mkdtempSync(join(tmpdir(), 'local-test-'));
const log: LogEntry[] = [];
let assembly: string;
let online: LocalStack;
let offline: LocalStack;
let neighbour: Server;
let neighbourUrl: string;

function define(app: App): void {
  const stack = new Stack(app, 'Caller');
  const table = new Table(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  const caller = (id: string, code: Code) => {
    const lambda = new Function(stack, id, {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code,
      timeout: Duration.seconds(20),
      environment: { TABLE: table.tableName, NODE_OPTIONS: '--enable-source-maps' },
    });
    table.grantReadData(lambda);
    api.root.addResource(id).addMethod('POST', new LambdaIntegration(lambda));
  };
  const code = join(folder, 'caller');
  mkdirSync(code);
  writeFileSync(join(code, 'index.js'), INDEX);
  writeFileSync(join(code, 'worker.js'), `${SCRIPT} const { parentPort, workerData } = require('node:worker_threads'); call(workerData).then((answer) => parentPort.postMessage(answer));`);
  writeFileSync(join(code, 'child.js'), `${SCRIPT} call(JSON.parse(process.argv[2])).then((answer) => console.log(JSON.stringify(answer)));`);
  caller('script', Code.fromAsset(code));
  caller('module', Code.fromInline(MODULE));
}

beforeAll(async () => {
  assembly = synthesize(define);
  neighbour = createServer((_request, response) => response.end('hello'));
  neighbourUrl = `http://${HOST}:${await listen(neighbour, 0)}`;
  const options = { assembly, warm: false, onLog: (entry: LogEntry) => log.push(entry) };
  [online, offline] = await Promise.all([LocalStack.start(options), LocalStack.start({ ...options, offline: true })]);
});
beforeEach(() => {
  log.length = 0;
});
afterAll(async () => {
  await Promise.all([online, offline].map(async (stack) => stack.stop()));
  neighbour.close();
  [folder, assembly].forEach((path) => rmSync(path, { recursive: true }));
});

async function call(input: object, stack = online) {
  const { json } = await send(stack.url, 'POST', '/script', {}, JSON.stringify(input));
  return json;
}
const lines = () => log.map(({ line }) => line);

test.each([
  ['the SDK', { client: 'old' }],
  ['the SDK without TLS', { client: 'unencrypted' }],
  ['the SDK in a worker thread', { client: 'old', from: 'worker' }],
  ['the SDK in a child process', { client: 'old', from: 'child' }],
])('a request to the host of DynamoDB is served here: %s', async (_what, input) => {
  expect(await call(input)).toEqual({ $metadata: expect.objectContaining({ httpStatusCode: 200, attempts: 1 }) });
});

test.each([
  ['node:https', { client: 'https', to: 'https://dynamodb.us-east-1.amazonaws.com/?x' }, { status: 400, authorized: true }],
  ['node:http', { client: 'http', to: 'http://dynamodb.cn-north-1.amazonaws.com.cn/?x' }, { status: 400 }],
  ['fetch', { client: 'fetch', to: 'https://sqs.eu-west-1.api.aws/' }, { status: 400 }],
  ['fetch of a function URL', { client: 'fetch', to: 'https://abc.lambda-url.eu-west-1.on.aws/' }, { status: 400 }],
])('whichever client calls AWS is answered here: %s', async (_what, input, answer) => {
  expect(await call(input)).toEqual(answer);
});

test('a host without a signature is told by its name', async () => {
  expect(await call({ client: 'fetch', to: 'https://bucket.s3.eu-west-1.amazonaws.com/key' })).toEqual({ status: 400 });
  expect(lines()).toContain(
    'bucket.s3.eu-west-1.amazonaws.com is not emulated here, and no call to AWS leaves this machine: give the function the URL of an emulator',
  );
});

test.each([
  ['HTTP/2', { client: 'http2', to: 'https://kinesis.us-east-1.amazonaws.com' }, 'kinesis.us-east-1.amazonaws.com over HTTP/2'],
  ['another port', { client: 'net', to: 'db.abc.eu-west-1.rds.amazonaws.com' }, 'db.abc.eu-west-1.rds.amazonaws.com on port 5432'],
  ['another port with TLS', { client: 'tls', to: 'cache.amazonaws.com' }, 'cache.amazonaws.com on port 5432'],
  ['a query of its address', { client: 'dns', to: 'sqs.us-east-1.amazonaws.com' }, 'sqs.us-east-1.amazonaws.com'],
  ['a lookup of its address', { client: 'lookup', to: 'sqs.us-east-1.amazonaws.com' }, 'sqs.us-east-1.amazonaws.com'],
  ['the credentials of the machine', { client: 'net', to: '169.254.169.254' }, '169.254.169.254 on port 5432'],
  ['a worker thread without environment', { client: 'net', to: 'a.amazonaws.com', from: 'worker', worker: { env: {}, execArgv: [] } }, 'a.amazonaws.com on port 5432'],
  ['a child process without environment', { client: 'net', to: 'a.amazonaws.com', from: 'child', child: { env: {} } }, 'a.amazonaws.com on port 5432'],
])('what cannot be answered is refused at once: %s', async (_what, input: { client: string; to: string; from?: string }, host) => {
  const message = `the call to ${host} is refused: the local stack does not emulate it, and no call to AWS leaves this machine`;
  expect(await call(input)).toEqual({ failed: 'ERR_CALL_REFUSED', message });
  // A child process writes to its parent.
  expect(input.from === 'child' || lines().some((line) => line.includes(message))).toBe(true);
});

test('an ES module that imports the functions by name is held, too', async () => {
  expect((await send(online.url, 'POST', '/module')).json).toEqual({ failed: 'ERR_CALL_REFUSED' });
});

test.each(['here', 'worker', 'child'])('another host is reached, unless the stack is offline: %s', async (from) => {
  const to = 'example.invalid';
  expect(await call({ client: 'net', to, from })).toEqual({ failed: 'ENOTFOUND', message: expect.any(String) });
  const message = `the call to ${to} is refused: the local stack is offline`;
  expect(await call({ client: 'net', to, from }, offline)).toEqual({ failed: 'ERR_CALL_REFUSED', message });
});

test('an offline stack reaches this machine, and what is served here', async () => {
  expect(await call({ client: 'fetch', to: neighbourUrl }, offline)).toEqual({ status: 200 });
  expect(await call({ client: 'fetch', to: neighbourUrl.replace(HOST, 'localhost') }, offline)).toEqual({ status: 200 });
  expect((await call({ client: 'old' }, offline)).$metadata.httpStatusCode).toBe(200);
  expect((await call({ client: 'fetch', to: 'https://example.com' }, offline)).failed).toBe('ERR_CALL_REFUSED');
});
