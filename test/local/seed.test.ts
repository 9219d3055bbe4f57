import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AttributeValue, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { Stack } from 'aws-cdk-lib';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { synthesize } from './sample-app';
import { LocalStack, LocalStackOptions } from '../../local/local-stack';

let assembly: string;
let folder: string;
let stack: LocalStack | undefined;
let progress: string[];

beforeAll(() => {
  assembly = synthesize((app) => {
    app.node.setContext('aws:cdk:enable-path-metadata', true);
    const shop = new Stack(app, 'Shop');
    new RestApi(shop, 'Api', { cloudWatchRole: false }).root.addMethod('GET', new MockIntegration());
    new Table(shop, 'Orders', { tableName: 'orders', partitionKey: { name: 'id', type: AttributeType.STRING } });
  });
  folder = mkdtempSync(join(tmpdir(), 'seed-'));
});
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});
afterAll(() => [assembly, folder].forEach((path) => rmSync(path, { recursive: true })));

async function start(seed: LocalStackOptions['seed'], dataDir?: string): Promise<void> {
  progress = [];
  stack = await LocalStack.start({ assembly, seed, dataDir, onProgress: (line) => progress.push(line) });
}

async function items(): Promise<Record<string, AttributeValue>[]> {
  const credentials = { accessKeyId: 'LOCAL', secretAccessKey: 'LOCAL' };
  const client = new DynamoDBClient({ endpoint: stack!.dynamoDbEndpoint, region: 'us-east-1', credentials });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'orders' }));
  return Items.sort((left, right) => (left.id.S! < right.id.S! ? -1 : 1));
}

test.each(['Shop/Orders', 'orders'])('a table is known by %s', async (name) => {
  await start({ [name]: [{ id: '1' }] });
  expect(await items()).toEqual([{ id: { S: '1' } }]);
  expect(progress).toContain('table orders: loaded 1 items of the seed');
});

test('plain JSON and DynamoDB JSON become attributes', async () => {
  const file = join(folder, 'seed.json');
  writeFileSync(file, JSON.stringify({
    orders: [
      { id: '1', n: 1.5, yes: true, none: null, list: [1, { a: 'b' }], map: { S: 'plain' } },
      { id: { S: '2' }, set: { SS: ['a'] }, bytes: { B: 'AAE=' }, map: { M: { bytes: { B: 'AQ==' } } } },
    ],
  }));
  await start(file);
  expect(await items()).toEqual([
    {
      id: { S: '1' },
      n: { N: '1.5' },
      yes: { BOOL: true },
      none: { NULL: true },
      list: { L: [{ N: '1' }, { M: { a: { S: 'b' } } }] },
      map: { M: { S: { S: 'plain' } } },
    },
    { id: { S: '2' }, set: { SS: ['a'] }, bytes: { B: Uint8Array.of(0, 1) }, map: { M: { bytes: { B: Uint8Array.of(1) } } } },
  ]);
});

test('a hundred items are written, and not again at a reload', async () => {
  await start({ orders: Array.from({ length: 100 }, (_, id) => ({ id: String(id) })) });
  expect(await items()).toHaveLength(100);
  await stack!.reload();
  expect(progress.filter((line) => line.includes('the seed'))).toHaveLength(1);
});

test('a table that has items keeps them as they are', async () => {
  await start({ orders: [{ id: '1' }] }, folder);
  await stack!.stop();
  await start({ orders: [{ id: '2' }] }, folder);
  expect(await items()).toEqual([{ id: { S: '1' } }]);
  expect(progress).toContain('table orders has items: the seed is not loaded into it');
});

test.each<[string, unknown, string | RegExp]>([
  ['an unknown table', { Books: [] }, '"Books" in the seed matches no table of the app: use one of Shop/Orders'],
  ['items that are no array', { orders: { id: '1' } }, 'the seed of orders is not an array of items'],
  ['an item that is none', { orders: ['1'] }, 'the seed of orders is not an array of items'],
  ['a seed that is no object', [], 'a seed must be an object with an array of items for each table'],
  ['an item without a key', { orders: [{ id: '1' }, { name: 'tea' }] }, /^item 2 of the seed of orders is refused: /],
])('%s is refused', async (_, seed, message) => {
  await expect(start(seed as never)).rejects.toThrow(message);
});

test('a file that does not exist or is not JSON is refused', async () => {
  const [missing, text] = [join(folder, 'none.json'), join(folder, 'text.json')];
  writeFileSync(text, 'items');
  await expect(start(missing)).rejects.toThrow(`the seed ${missing} cannot be read: ENOENT`);
  await expect(start(text)).rejects.toThrow(`the seed ${text} is not JSON`);
});
