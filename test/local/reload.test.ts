import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { App, Stack } from 'aws-cdk-lib';
import { AuthorizationType, CognitoUserPoolsAuthorizer, LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { AccountRootPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { eventually, send } from './support';
import { LocalStack } from '../../local/local-stack';
import { processes } from '../processes';
import { sign } from '../sign';

process.env.CDK_VALIDATION = 'false';

const VISITS = `const { DynamoDBClient, UpdateItemCommand } = require('@aws-sdk/client-dynamodb');
const client = new DynamoDBClient({});
exports.handler = async (event) => {
  if (event.path === '/slow') await new Promise((done) => setTimeout(done, 1500));
  const { Attributes } = await client.send(new UpdateItemCommand({
    TableName: process.env.TABLE, Key: { id: { S: 'visits' } }, ReturnValues: 'ALL_NEW',
    UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } },
  }));
  return { statusCode: 200, body: JSON.stringify({ version: VERSION, visits: Number(Attributes.n.N) }) };
};`;

interface Version {
  readonly version: number;
  readonly apis?: string[];
  readonly mayCall?: boolean;
  readonly isBroken?: boolean;
}

let assembly: string;
let stack: LocalStack;
const progress: string[] = [];

function synthesizeVersion({ apis = ['Api'], isBroken, mayCall, version }: Version): void {
  const app = new App({ outdir: assembly, analyticsReporting: false });
  const shop = new Stack(app, 'Shop');
  const table = new TableV2(shop, 'Visits', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  const handler = new Function(shop, 'Handler', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline(VISITS.replace('VERSION', String(version))),
    environment: { TABLE: table.tableName },
  });
  table.grantReadWriteData(handler);
  const integration = new LambdaIntegration(handler);
  const authorizer = new CognitoUserPoolsAuthorizer(shop, 'Authorizer', { cognitoUserPools: [new UserPool(shop, 'Pool')] });
  for (const [at, name] of apis.entries()) {
    const api = new RestApi(shop, name, { cloudWatchRole: false });
    api.root.addMethod('GET', integration);
    api.root.addResource('slow').addMethod('GET', integration);
    api.root.addResource('signed').addMethod('GET', integration, { authorizationType: AuthorizationType.IAM });
    if (at === 0) {
      api.root.addResource('mine').addMethod('GET', integration, { authorizer });
      api.root.addResource('keyed').addMethod('GET', integration, { apiKeyRequired: true });
      api.addUsagePlan('Plan', { apiStages: [{ stage: api.deploymentStage }] }).addApiKey(api.addApiKey('Key'));
    }
  }
  const role = new Role(shop, 'Caller', { roleName: 'caller', assumedBy: new AccountRootPrincipal() });
  if (mayCall) {
    role.addToPolicy(new PolicyStatement({ actions: ['execute-api:Invoke'], resources: ['*'] }));
  }
  if (isBroken) {
    shop.node.addMetadata('aws:cdk:error', 'it is not ready');
  }
  app.synth();
}

async function deploy(version: Version): Promise<void> {
  synthesizeVersion(version);
  await stack.reload();
}

const get = async (path = '/', headers?: Record<string, string>) => send(stack.url, 'GET', path, headers);

beforeAll(async () => {
  assembly = mkdtempSync(join(tmpdir(), 'reload-'));
  synthesizeVersion({ version: 1 });
  stack = await LocalStack.start({ assembly, warm: false, onProgress: (line) => progress.push(line) });
});
afterAll(async () => {
  await stack.stop();
  rmSync(assembly, { recursive: true });
});

test('new code is served at the same URL, and the data stays', async () => {
  const { url } = stack;
  const before = (await get()).json;
  await deploy({ version: before.version + 1 });
  expect(stack.url).toBe(url);
  expect((await get()).json).toEqual({ version: before.version + 1, visits: before.visits + 1 });
});

test('a request in progress finishes on the old code', async () => {
  const { version } = (await get()).json;
  const slow = get('/slow');
  await delay(300);
  await deploy({ version: version + 1 });
  expect((await get()).json.version).toBe(version + 1);
  expect((await slow).json.version).toBe(version);
});

test('no request fails while the app is deployed again and again', async () => {
  let over = false;
  const statuses = new Map<number, number>();
  const versions = new Set<number>();
  const caller = async () => {
    while (!over) {
      const { json, status } = await get();
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      versions.add(json.version);
    }
  };
  const callers = Array.from({ length: 8 }, caller);
  try {
    for (const version of [101, 102, 103, 104]) {
      await deploy({ version });
      await eventually(() => versions.has(version));
    }
  } finally {
    over = true;
    await Promise.all(callers);
  }
  expect([...statuses.keys()]).toEqual([200]);
});

test('tokens, API keys and credentials stay valid', async () => {
  await deploy({ version: 1, mayCall: true });
  const token = await stack.issueToken({ sub: 'alice' });
  const [{ value }] = stack.apiKeys.all;
  const credentials = stack.issueCredentials();
  await deploy({ version: 2, mayCall: true });
  const signed = await sign({ url: stack.url, method: 'GET', path: '/signed' }, credentials);
  expect(await Promise.all([
    get('/mine', { authorization: token }),
    get('/keyed', { 'x-api-key': value }),
    get('/signed', signed),
  ].map(async (answer) => (await answer).status))).toEqual([200, 200, 200]);
});

test('credentials have the policies that their role now has', async () => {
  const credentials = async (mayCall: boolean) => {
    await deploy({ version: 1, mayCall });
    return stack.issueCredentials({ role: 'caller' });
  };
  const keys = await credentials(true);
  const call = async () => (await get('/signed', await sign({ url: stack.url, method: 'GET', path: '/signed' }, keys))).status;
  expect(await call()).toBe(200);
  await deploy({ version: 2 });
  expect(await call()).toBe(403);
});

test('an app with errors is refused, and the old one is served', async () => {
  const { version } = (await get()).json;
  await expect(deploy({ version: version + 1, isBroken: true })).rejects.toThrow('it is not ready');
  expect((await get()).json.version).toBe(version);
  await deploy({ version: version + 2 });
  expect((await get()).json.version).toBe(version + 2);
});

test('an API that is added gets a port; the port of one that is removed is closed', async () => {
  await deploy({ version: 1, apis: ['Api', 'Other'] });
  const [first, other] = stack.apis.map(({ url }) => url);
  expect((await send(other, 'GET', '/')).status).toBe(200);
  await deploy({ version: 2 });
  expect(stack.apis.map(({ url }) => url)).toEqual([first]);
  await expect(send(other, 'GET', '/')).rejects.toThrow('ECONNREFUSED');
});

test('the processes of the old code end', async () => {
  const count = () => processes().filter(({ command, parent }) => parent === process.pid && command.includes('bootstrap.mjs')).length;
  await get();
  for (const version of [1, 2, 3]) {
    await deploy({ version });
    await get();
  }
  for (let waited = 0; count() > 1 && waited < 10_000; waited += 50) {
    await delay(50);
  }
  expect(count()).toBe(1);
});

test('two reloads at the same time end with the latest app', async () => {
  synthesizeVersion({ version: 7 });
  const first = stack.reload();
  synthesizeVersion({ version: 8 });
  await Promise.all([first, stack.reload()]);
  expect((await get()).json.version).toBe(8);
});

test('a line about the app is not repeated at each reload', () => {
  const tables = progress.filter((line) => line.startsWith('table '));
  expect(tables).toEqual([...new Set(tables)]);
});
