import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, statSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteItemCommand, DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Annotations, App, CfnOutput, Fn, Stack, Stage } from 'aws-cdk-lib';
import {
  CfnGatewayResponse, CfnStage, Deployment, HttpIntegration, JsonSchemaType, LambdaIntegration, Model, RequestValidator, RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { inline, synthesize } from './sample-app';
import { eventually, send, Shop, startShop } from './support';
import { EngineName, installedEngines } from '../../local/dynamodb/engine';
import { LocalStack } from '../../local/local-stack';
import { Lifetime } from '../../local/machine/lifetime';
import { freePort, HOST, listen } from '../../local/machine/loopback';
import { isRunning, processes } from '../processes';

const folders: string[] = [];
const folder = () => folders[folders.push(mkdtempSync(join(tmpdir(), 'local-test-'))) - 1];
afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true })));

const order = async (shop: Shop) => shop.send('PUT', '/orders/1?confirm=1', {}, '{"item":"tea"}');

const tableName = ({ stack }: Shop) => stack.outputs.find(({ logicalId }) => logicalId === 'Table')?.value;
const clientOf = ({ stack }: Shop) =>
  new DynamoDBClient({ endpoint: stack.dynamoDbEndpoint, region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } });

describe.each(installedEngines)('with %s', (engine: EngineName) => {
  test('data stay in the folder that is given, over two runs', async () => {
    const dataDir = folder();
    const first = await startShop({ engine, dataDir });
    expect((await order(first)).status).toBe(204);
    await first.stop();
    const second = await startShop({ engine, dataDir });
    expect((await second.send('GET', '/orders/1')).json).toEqual({ item: 'tea' });
    await second.stop();
  });

  test('data are gone without a folder, and another stack can use the engine as its DynamoDB', async () => {
    const first = await startShop({ engine });
    const second = await startShop({ dynamoDbEndpoint: first.stack.dynamoDbEndpoint });
    expect((await first.send('GET', '/orders/1')).status).toBe(404);
    await order(second);
    expect((await first.send('GET', '/orders/1')).status).toBe(200);
    await second.stop();
    expect((await first.send('GET', '/orders/1')).status).toBe(200);
    await first.stop();
  });

  test('the item of a failed condition comes back to whoever asks for it', async () => {
    const shop = await startShop({ engine });
    await order(shop);
    const client = clientOf(shop);
    await expect(client.send(new DeleteItemCommand({
      TableName: tableName(shop),
      Key: { id: { S: '1' } },
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }))).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item: { id: { S: '1' }, body: { S: '{"item":"tea"}' } } });
    client.destroy();
    await shop.stop();
  });

  test('the table is as the template describes it', async () => {
    const shop = await startShop({ engine });
    const TableName = tableName(shop);
    const client = clientOf(shop);
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.KeySchema).toEqual([{ AttributeName: 'id', KeyType: 'HASH' }]);
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual(['byOwner']);
    if (engine === 'dynoxide') {
      const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
      expect(TimeToLiveDescription).toEqual({ AttributeName: 'expires', TimeToLiveStatus: 'ENABLED' });
    }
    expect(shop.progress.includes('dynalite does not support PartiQL, and its TTL deletes no items')).toBe(engine === 'dynalite');
    client.destroy();
    await shop.stop();
  });
});

test('each function starts before the stack is there, unless it is to start at its first request', async () => {
  const [warm, cold] = await Promise.all([startShop({ warm: undefined }), startShop()]);
  const broken = ({ log }: Shop) => log.filter(({ line }) => line.includes('SyntaxError')).length;
  expect([broken(warm) > 0, broken(cold)]).toEqual([true, 0]);
  await Promise.all([warm.stop(), cold.stop()]);
});

describe('stop', () => {
  test('leaves no process, port, connection or folder behind, and can be called twice', async () => {
    const shop = await startShop({ warm: true });
    const environment = (await shop.send('GET', '/do/environment')).json;
    const pid = Number((await shop.send('GET', '/do/pid')).text);
    const ports = [shop.stack.url, shop.stack.dynamoDbEndpoint].map((url) => Number(new URL(url).port));
    const hanging = shop.send('GET', '/do/hang').catch((error: NodeJS.ErrnoException) => error.code);
    // Without an agent's help the connection stays open, as a browser's does.
    expect((await fetch(`${shop.stack.url}do/pid`)).status).toBe(200);
    await Promise.all([shop.stop(), shop.stack.stop()]);
    expect(await hanging).toBe('ECONNRESET');
    expect(isRunning(pid)).toBe(false);
    expect(existsSync(environment.LAMBDA_TASK_ROOT)).toBe(false);
    for (const port of ports) {
      expect(await freePort(port)).toBe(port);
    }
  });

  test.each([0, 20, 60, 120, 200, 300])('while the stack starts ends the start: after %d ms', async (milliseconds) => {
    const lifetime = new Lifetime();
    const spawned = jest.spyOn(lifetime, 'spawn');
    const port = await freePort();
    const outcome = startShop({ lifetime, port, warm: true }).then(async (shop) => shop.stop(), (error: Error) => error);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await lifetime.end();
    await outcome;
    expect(await freePort(port)).toBe(port);
    expect(spawned.mock.results.filter(({ value }) => value?.pid && isRunning(value.pid))).toEqual([]);
  });
});

test('the end of the engine is told', async () => {
  const lifetime = new Lifetime();
  const spawned = jest.spyOn(lifetime, 'spawn');
  const shop = await startShop({ lifetime, engine: 'dynalite' });
  const engine = spawned.mock.results.find((_result, at) => spawned.mock.calls[at][1].some((argument) => argument.includes('dynalite')));
  process.kill(engine?.value.pid, 'SIGKILL');
  expect(await shop.stack.failure).toBe('the engine dynalite has ended: SIGKILL');
  await shop.stop();
});

describe('a start that fails', () => {
  const cases: [string, (app: App) => unknown, string | RegExp][] = [
    ['no RestApi', (app) => new Stack(app, 'Empty'), 'the app has no AWS::ApiGateway::RestApi to serve'],
    [
      'an error that the app annotates',
      (app) => Annotations.of(apiStack(app, 'Wrong')).addError('not like this'),
      /^\/Wrong\/Api: not like this/,
    ],
  ];

  test.each(cases)('says why: %s', async (_what, define, message) => {
    const assembly = synthesize(define);
    folders.push(assembly);
    await expect(LocalStack.start({ assembly })).rejects.toThrow(message);
  });

  test('says that the port is busy and leaves it alone', async () => {
    const server = createServer();
    const port = await listen(server, 0);
    await expect(startShop({ port })).rejects.toThrow(`port ${port} is already in use`);
    server.close();
  });

  test('says that there is no assembly', async () => {
    await expect(LocalStack.start({ assembly: folder() })).rejects.toThrow('is not a cloud assembly');
  });

  test('leaves no engine behind when a table cannot be created', async () => {
    await expect(startShop({ dynamoDbEndpoint: `http://${HOST}:${await freePort()}` })).rejects.toThrow(
      /^table ShopStack-Orders\w+ cannot be created: .*ECONNREFUSED/,
    );
  });
});

test('an assembly of a newer CDK is served', async () => {
  const assembly = synthesize((app) => { apiStack(app, 'Newer'); });
  folders.push(assembly);
  const manifest = join(assembly, 'manifest.json');
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')), version: '999.0.0' }));
  const stack = await LocalStack.start({ assembly });
  expect((await send(stack.url, 'GET', '/')).json).toEqual({ stack: 'Newer' });
  await stack.stop();
});

test('only the owner can open a new folder of data, and the engine has nothing of the environment', async () => {
  process.env.SECRET_OF_THE_PARENT = 'secret';
  const lifetime = new Lifetime();
  const spawned = jest.spyOn(lifetime, 'spawn');
  const dataDir = join(folder(), 'new', 'data');
  const shop = await startShop({ lifetime, dataDir });
  expect(statSync(dataDir).mode.toString(8)).toBe('40700');
  const engines = spawned.mock.calls.filter(([, args]) => args.some((argument) => argument.includes(dataDir)));
  expect(engines.map(([, , { env }]) => env)).toEqual([{}]);
  await shop.stop();
  delete process.env.SECRET_OF_THE_PARENT;
});

test('an engine that ends because another has its data says so', async () => {
  const dataDir = folder();
  const first = await startShop({ engine: 'dynalite', dataDir });
  await expect(startShop({ engine: 'dynalite', dataDir })).rejects.toThrow(/^the engine dynalite has ended: /);
  await first.stop();
});

test('several APIs, also of a stage, are served on following ports and know each other', async () => {
  const assembly = synthesize((app) => {
    const first = apiStack(app, 'First');
    apiStack(app, 'Second', {}, { OTHER: first.url });
    apiStack(new Stage(app, 'Stage'), 'Third');
  });
  folders.push(assembly);
  const port = await freePort();
  const stack = await LocalStack.start({ assembly, port });
  expect(stack.apis.map(({ stackName }) => stackName)).toEqual(['First', 'Second', 'Stage-Third']);
  const [first, second, third] = stack.apis;
  expect(first.url).toBe(`http://127.0.0.1:${port}/`);
  expect((await send(first.url, 'GET', '/')).json).toEqual({ stack: 'First' });
  expect((await send(second.url, 'GET', '/')).json).toEqual({ stack: 'Second', other: first.url });
  expect((await send(third.url, 'GET', '/')).json).toEqual({ stack: 'Stage-Third' });
  expect(stack.physicalId(first.logicalId)).toMatch(/^[a-z0-9]{10}$/);
  await stack.stop();
});

test('what another stack adds to an API that it imports is served with it', async () => {
  const assembly = synthesize((app) => {
    const { restApiId, restApiRootResourceId: rootResourceId } = apiStack(app, 'Owner', { deploy: false });
    const stack = new Stack(app, 'Importer');
    const api = RestApi.fromRestApiAttributes(stack, 'Api', { restApiId, rootResourceId });
    const hello = new Function(stack, 'Hello', {
      code: Code.fromInline(inline('{ statusCode: 200, body: event.requestContext.stage }')),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
    });
    const orders = api.root.addResource('orders');
    orders.addMethod('POST', new LambdaIntegration(hello), {
      requestModels: { 'application/json': new Model(stack, 'Order', { restApi: api, schema: { type: JsonSchemaType.OBJECT } }) },
      requestValidator: new RequestValidator(stack, 'Validator', { restApi: api, validateRequestBody: true }),
    });
    new CfnGatewayResponse(stack, 'BadBody', { restApiId, responseType: 'BAD_REQUEST_BODY', statusCode: '422' });
    new CfnStage(stack, 'Live', { restApiId, stageName: 'live', deploymentId: new Deployment(stack, 'Deployment', { api }).deploymentId });
    const elsewhere = new Stack(app, 'Elsewhere');
    const unknown = RestApi.fromRestApiAttributes(elsewhere, 'Api', { restApiId: Fn.importValue('Unknown'), rootResourceId: 'root' });
    unknown.root.addMethod('GET', new HttpIntegration('https://shop.example.com'));
  });
  folders.push(assembly);
  const stack = await LocalStack.start({ assembly });
  const { url } = stack;
  expect((await send(url, 'GET', '/')).json).toEqual({ stack: 'Owner' });
  expect((await send(url, 'POST', '/orders', {}, '{}')).text).toBe('live');
  expect((await send(url, 'POST', '/orders', {}, '[]')).status).toBe(422);
  await stack.stop();
});

test('processes and folders end with the parent, even when it is killed', async () => {
  const assembly = synthesize((app) => apiStack(app, 'Orphan'));
  folders.push(assembly);
  const parent = fork(join(__dirname, 'orphan.ts'), [assembly], { execArgv: ['--import', 'tsx'] });
  const url = await new Promise<string>((resolve) => parent.once('message', (message) => resolve(message as string)));
  const { pid, root } = (await send(url, 'GET', '/?process')).json;
  const children = processes().filter((child) => child.parent === parent.pid && !child.command.includes('esbuild'));
  expect(children.map((child) => child.pid)).toContain(pid);
  // The function, the engine, and what ends them.
  expect(children.length).toBeGreaterThanOrEqual(3);
  parent.kill('SIGKILL');
  await eventually(() => !children.some((child) => isRunning(child.pid)) && !existsSync(root));
});

test('a function that nobody hears ends, instead of logging that nobody hears it', async () => {
  const lambda = join(__dirname, '..', '..', 'local', 'lambda');
  const child = spawn(process.execPath, ['--require', join(lambda, 'runtime-client.cjs'), join(lambda, 'bootstrap.mjs')], {
    env: { AWS_LAMBDA_RUNTIME_API: `${HOST}:${await freePort()}`, LAMBDA_TASK_ROOT: folder(), _HANDLER: 'index.handler' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  child.stdout.destroy();
  expect(await once(child, 'exit')).toEqual([1, null]);
});

function apiStack(
  scope: App | Stage, id: string, props: { deploy?: boolean } = {}, environment: Record<string, string> = {},
): RestApi {
  const stack = new Stack(scope, id);
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false, deploy: props.deploy });
  const result = `{ statusCode: 200, body: JSON.stringify(event.queryStringParameters
    ? { pid: process.pid, root: process.cwd() } : { stack: process.env.STACK, other: process.env.OTHER }) }`;
  api.root.addMethod(
    'GET',
    new LambdaIntegration(
      new Function(stack, 'Hello', {
        code: Code.fromInline(inline(result)),
        handler: 'index.handler',
        runtime: Runtime.NODEJS_22_X,
        environment: { STACK: stack.stackName, ...environment },
      }),
    ),
  );
  if (props.deploy ?? true) {
    new CfnOutput(stack, 'Url', { value: api.url });
  }
  return api;
}
