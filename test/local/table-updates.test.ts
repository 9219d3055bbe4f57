import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { App, Stack } from 'aws-cdk-lib';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { LocalStack } from '../../local/local-stack';

process.env.CDK_VALIDATION = 'false';

const NAME = 'orders';

interface Definition {
  readonly key?: string;
  /** The projection of each index, by the attribute that is its key. */
  readonly indexes?: Readonly<Record<string, ProjectionType>>;
}

let assembly: string;
let folder: string;
let stack: LocalStack;
let progress: string[];

function define({ indexes = {}, key = 'id' }: Definition): void {
  const app = new App({ outdir: assembly, analyticsReporting: false });
  const shop = new Stack(app, 'Shop');
  new RestApi(shop, 'Api', { cloudWatchRole: false }).root.addMethod('GET', new MockIntegration());
  const table = new Table(shop, 'Orders', { tableName: NAME, partitionKey: { name: key, type: AttributeType.STRING } });
  for (const [name, projectionType] of Object.entries(indexes)) {
    table.addGlobalSecondaryIndex({ indexName: name, partitionKey: { name, type: AttributeType.STRING }, projectionType });
  }
  app.synth();
}

async function start(dataDir?: string): Promise<DynamoDBClient> {
  progress = [];
  define({});
  stack = await LocalStack.start({ assembly, dataDir, onProgress: (line) => progress.push(line) });
  const client = new DynamoDBClient({
    endpoint: stack.dynamoDbEndpoint, region: 'us-east-1', credentials: { accessKeyId: 'LOCAL', secretAccessKey: 'LOCAL' },
  });
  await client.send(new PutItemCommand({ TableName: NAME, Item: { id: { S: '1' }, owner: { S: 'ada' }, size: { S: 'l' } } }));
  return client;
}

async function deploy(definition: Definition): Promise<string[]> {
  const before = progress.length;
  define(definition);
  await stack.reload();
  return progress.slice(before);
}

beforeEach(() => {
  assembly = mkdtempSync(join(tmpdir(), 'tables-'));
  folder = mkdtempSync(join(tmpdir(), 'data-'));
});
afterEach(async () => {
  await stack.stop();
  rmSync(assembly, { recursive: true });
  rmSync(folder, { recursive: true });
});

const byOwner = async (client: DynamoDBClient) => client.send(new QueryCommand({
  TableName: NAME,
  IndexName: 'owner',
  KeyConditionExpression: '#key = :value',
  ExpressionAttributeNames: { '#key': 'owner' },
  ExpressionAttributeValues: { ':value': { S: 'ada' } },
}));
const items = async (client: DynamoDBClient) => (await client.send(new ScanCommand({ TableName: NAME }))).Count;

test('an index that is added finds the items that exist; a changed one is made again, and a removed one is gone', async () => {
  const client = await start();
  expect(await deploy({ indexes: { owner: ProjectionType.KEYS_ONLY } })).toEqual([`table ${NAME}: the index owner was added`]);
  expect((await byOwner(client)).Items).toEqual([{ id: { S: '1' }, owner: { S: 'ada' } }]);
  expect(await deploy({ indexes: { owner: ProjectionType.ALL, size: ProjectionType.ALL } })).toEqual([
    `table ${NAME}: the index owner was removed`,
    `table ${NAME}: the index owner was added`,
    `table ${NAME}: the index size was added`,
  ]);
  expect((await byOwner(client)).Items).toEqual([{ id: { S: '1' }, owner: { S: 'ada' }, size: { S: 'l' } }]);
  await deploy({});
  await expect(byOwner(client)).rejects.toThrow(/index/);
  expect(await items(client)).toBe(1);
});

test('a table with another key is replaced, with a line that says so', async () => {
  const client = await start();
  expect(await deploy({ key: 'number' })).toEqual([`table ${NAME} has a new key or new local indexes: it was replaced, and its items are gone`]);
  expect(await items(client)).toBe(0);
  await client.send(new PutItemCommand({ TableName: NAME, Item: { number: { S: '1' } } }));
  expect(await deploy({ key: 'number' })).toEqual([]);
  expect(await items(client)).toBe(1);
});

test('a table in a folder is never replaced: the deployment is refused, and the items stay', async () => {
  const client = await start(folder);
  await expect(deploy({ key: 'number' })).rejects.toThrow(`table ${NAME} already exists with a different key`);
  expect(await items(client)).toBe(1);
  expect(await deploy({ indexes: { owner: ProjectionType.ALL } })).toEqual([`table ${NAME}: the index owner was added`]);
  expect((await byOwner(client)).Count).toBe(1);
});
