import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand, ScanCommand, TransactGetItemsCommand,
  TransactWriteItem, TransactWriteItemsCommand, UpdateItemCommand, waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { freePort, HOST } from '../../local/machine/loopback';

const SERVER = join(__dirname, '..', '..', 'local', 'dynamodb', 'dynalite-server.cjs');
const TableName = 'accounts';
const folder = mkdtempSync(join(tmpdir(), 'local-test-'));

let client: DynamoDBClient;
let engine: ChildProcess;

async function start(): Promise<void> {
  const port = await freePort();
  engine = spawn(process.execPath, [SERVER, String(port), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(engine.stdout!, 'data');
  client = new DynamoDBClient({
    endpoint: `http://${HOST}:${port}`, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1,
  });
}

beforeAll(async () => {
  await start();
  await client.send(new CreateTableCommand({
    TableName,
    AttributeDefinitions: ['id', 'owner'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      { IndexName: 'byOwner', KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  }));
  await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 20 }, { TableName });
});
afterAll(async () => {
  client.destroy();
  engine.kill('SIGKILL');
  await once(engine, 'exit');
  rmSync(folder, { recursive: true });
});

const put = (id: string, attributes: object = {}, more: object = {}): TransactWriteItem =>
  ({ Put: { TableName, Item: { id: { S: id }, ...attributes }, ...more } });
const update = (id: string, add: number, more: object = {}): TransactWriteItem => ({
  Update: {
    TableName,
    Key: { id: { S: id } },
    UpdateExpression: 'ADD balance :add',
    ExpressionAttributeValues: { ':add': { N: String(add) } },
    ...more,
  },
});
const ABSENT = { ConditionExpression: 'attribute_not_exists(id)' };
const PRESENT = { ConditionExpression: 'attribute_exists(id)' };
const write = async (...TransactItems: TransactWriteItem[]) => client.send(new TransactWriteItemsCommand({ TransactItems }));
const refusal = async (...items: TransactWriteItem[]) => write(...items).then(
  () => undefined,
  ({ name, message, CancellationReasons }) => ({ name, message, reasons: CancellationReasons }),
);
const item = async (id: string) =>
  (await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } }, ConsistentRead: true }))).Item;

test('all parts of a transaction are carried out, with their indexes', async () => {
  await write(put('old', { owner: { S: 'ann' } }), put('gone'));
  await write(
    put('new', { owner: { S: 'ann' } }, ABSENT),
    update('counted', 5),
    { Delete: { TableName, Key: { id: { S: 'gone' } }, ...PRESENT } },
    { ConditionCheck: { TableName, Key: { id: { S: 'old' } }, ...PRESENT } },
  );
  expect([await item('new'), await item('counted'), await item('gone')]).toEqual([
    { id: { S: 'new' }, owner: { S: 'ann' } }, { id: { S: 'counted' }, balance: { N: '5' } }, undefined,
  ]);
  const { Items } = await client.send(new QueryCommand({
    TableName, IndexName: 'byOwner', KeyConditionExpression: '#o = :o', ExpressionAttributeNames: { '#o': 'owner' }, ExpressionAttributeValues: { ':o': { S: 'ann' } },
  }));
  expect(Items?.map(({ id }) => id.S).sort()).toEqual(['new', 'old']);
});

test('none is carried out if a condition of one fails, whose item is returned to whoever asks for it', async () => {
  await write(put('kept', { note: { S: 'é' } }));
  const returning = { ...ABSENT, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
  expect(await refusal(put('never', {}, ABSENT), put('kept', {}, returning), put('kept2', {}, PRESENT), update('other', 1))).toEqual({
    name: 'TransactionCanceledException',
    message: 'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed, None]',
    reasons: [
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: { id: { S: 'kept' }, note: { S: 'é' } } },
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
      { Code: 'None' },
    ],
  });
  expect([await item('never'), await item('other')]).toEqual([undefined, undefined]);
});

test.each<[string, TransactWriteItem, object]>([
  ['a check', { ConditionCheck: { TableName, Key: { id: { S: 'absent' } }, ...PRESENT } }, { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' }],
  ['a deletion', { Delete: { TableName, Key: { id: { S: 'absent' } }, ...PRESENT } }, { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' }],
  ['an update of another type', update('text', 1), { Code: 'ValidationError', Message: expect.stringContaining('incorrect data type') }],
])('%s that fails cancels the others', async (_what, failing, reason) => {
  await write(put('text', { balance: { S: 'x' } }));
  const cancelled = await refusal(put('other'), failing);
  expect([cancelled?.name, cancelled?.reasons]).toEqual(['TransactionCanceledException', [{ Code: 'None' }, reason]]);
  expect(await item('other')).toBeUndefined();
});

test.each<[string, TransactWriteItem[], string]>([
  ['two parts about one item', [put('twice'), update('twice', 1)], 'Transaction request cannot include multiple operations on one item'],
  ['no parts', [], 'between 1 and 100'],
  ['more parts than 100', Array.from({ length: 101 }, (_none, at) => put(`many${at}`)), 'between 1 and 100'],
  ['a part that is two', [{ ...put('a'), ...update('b', 1) }], 'TransactItems can only contain one of Check, Put, Update or Delete'],
  ['an invalid part', [put('invalid', {}, { ConditionExpression: 'what is this' })], 'Invalid ConditionExpression'],
])('is no transaction: %s', async (_what, items, message) => {
  expect(await refusal(...items)).toEqual({ name: 'ValidationException', message: expect.stringContaining(message) });
});

test('a table that does not exist is not found', async () => {
  expect(await refusal({ Put: { TableName: 'nowhere', Item: { id: { S: '1' } } } })).toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a repeated transaction with the same token is carried out once, and its token is for no other one', async () => {
  const request = (add: number) => new TransactWriteItemsCommand({ TransactItems: [update('token', add)], ClientRequestToken: 'the-token' });
  await client.send(request(1));
  await client.send(request(1));
  expect((await item('token'))?.balance).toEqual({ N: '1' });
  await expect(client.send(request(2))).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
});

test('a transaction consumes twice the capacity of its parts', async () => {
  const consumed = async (ReturnConsumedCapacity: 'TOTAL' | 'INDEXES') => (await client.send(new TransactWriteItemsCommand({
    TransactItems: [put('measured', { owner: { S: 'o' } }), update('measured2', 1)], ReturnConsumedCapacity,
  }))).ConsumedCapacity;
  expect(await consumed('TOTAL')).toEqual([{ TableName, CapacityUnits: 4 }]);
  expect(await consumed('INDEXES')).toEqual([
    { TableName, CapacityUnits: 4, Table: { CapacityUnits: 4 } },
  ]);
});

test('items are read in one transaction', async () => {
  await write(put('read1'), put('read2'));
  const { Responses } = await client.send(new TransactGetItemsCommand({
    TransactItems: ['read1', 'absent', 'read2'].map((id) => ({ Get: { TableName, Key: { id: { S: id } } } })),
  }));
  expect(Responses).toEqual([{ Item: { id: { S: 'read1' } } }, {}, { Item: { id: { S: 'read2' } } }]);
});

test('of many transactions at the same time that create one item, one succeeds', async () => {
  const outcomes = await Promise.all(Array.from({ length: 40 }, async (_none, at) => refusal(put('unique', { by: { N: String(at) } }, ABSENT), put(`record${at}`))));
  expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
  const { Items } = await client.send(new ScanCommand({ TableName }));
  expect(Items?.filter(({ id }) => id.S?.startsWith('record'))).toHaveLength(1);
});

test('transfers keep the sum, whatever writes and reads come between them', async () => {
  await write(update('left', 1_000), update('right', 1_000));
  const sums: number[] = [];
  await Promise.all(Array.from({ length: 60 }, async (_none, at) => {
    await write(update('left', -at), update('right', at));
    await client.send(new UpdateItemCommand({ ...update('third', 1).Update!, ReturnValues: undefined }));
    await client.send(new PutItemCommand({ TableName, Item: { id: { S: `between${at}` } } }));
    const { Responses = [] } = await client.send(new TransactGetItemsCommand({
      TransactItems: ['left', 'right'].map((id) => ({ Get: { TableName, Key: { id: { S: id } } } })),
    }));
    sums.push(Responses.reduce((sum, { Item }) => sum + Number(Item?.balance.N), 0));
  }));
  expect(new Set(sums)).toEqual(new Set([2_000]));
  expect((await item('third'))?.balance).toEqual({ N: '60' });
});

test('a transaction that is acknowledged is stored whole when the engine is killed, and none in part', async () => {
  const parts = 40;
  const acknowledged: string[] = [];
  const writing = Array.from({ length: 200 }, async (_none, at) =>
    write(...Array.from({ length: parts }, (_part, part) => put(`whole-${at}-${part}`))).then(() => acknowledged.push(String(at)), () => undefined));
  while (acknowledged.length < 30) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  engine.kill('SIGKILL');
  await Promise.all([...writing, once(engine, 'exit')]);
  client.destroy();
  await start();
  const { Items = [] } = await client.send(new ScanCommand({ TableName, ConsistentRead: true }));
  const stored = new Map<string, number>();
  for (const [, at] of Items.flatMap(({ id }) => [...id.S!.matchAll(/^whole-(\d+)-/g)])) {
    stored.set(at, (stored.get(at) ?? 0) + 1);
  }
  expect(new Set(stored.values())).toEqual(new Set([parts]));
  expect([...stored.keys()]).toEqual(expect.arrayContaining(acknowledged));
});
