import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand, UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { Stub } from '../../bench/handlers/stub/stub';
import { isRunning } from '../processes';

const WORK = mkdtempSync(join(tmpdir(), 'notes-stub-'));
const TableName = 'Notes';
const Key = { PK: { S: 'alice' }, SK: { S: '1' } };
const WITH_CAPACITY = { ReturnConsumedCapacity: 'TOTAL' } as const;
const CAPACITY = { TableName, CapacityUnits: 1 };

let stub: Stub;
let dynamoDb: DynamoDBClient;

beforeAll(async () => {
  stub = await Stub.start(WORK);
  dynamoDb = new DynamoDBClient({
    endpoint: stub.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'TEST', secretAccessKey: 'TEST' },
    requestHandler: { httpsAgent: { ca: readFileSync(stub.certificate) } },
  });
});
afterAll(async () => {
  dynamoDb?.destroy();
  await stub?.stop();
  rmSync(WORK, { recursive: true });
});

/** A request without the SDK. */
async function send(method: string, headers: Record<string, string> = {}, body = ''): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    request(stub.endpoint, { method, headers, ca: readFileSync(stub.certificate), agent: false }, (response) => {
      text(response).then((content) => resolve([response.statusCode!, content]), reject);
    }).on('error', reject).end(body);
  });
}

test('a note that is asked for is there', async () => {
  const { Item } = await dynamoDb.send(new GetItemCommand({ TableName, Key }));
  expect(Item).toMatchObject({ ...Key, noteContent: { S: expect.any(String) } });
});

test('a page has notes', async () => {
  const { Count, Items } = await dynamoDb.send(new QueryCommand({
    TableName, KeyConditionExpression: 'PK = :user', ExpressionAttributeValues: { ':user': { S: 'alice' } },
  }));
  expect(Items).toHaveLength(Count!);
  expect(Items![0]).toMatchObject({ PK: { S: 'alice' }, noteContent: { S: expect.any(String) } });
});

test('a change returns the new attributes when it is asked to', async () => {
  const change = {
    TableName,
    Key,
    UpdateExpression: 'SET noteContent = :content',
    ExpressionAttributeValues: { ':content': { S: 'Buy bread' } },
  };
  expect((await dynamoDb.send(new UpdateItemCommand(change))).Attributes).toBeUndefined();
  expect((await dynamoDb.send(new UpdateItemCommand({ ...change, ReturnValues: 'ALL_NEW' }))).Attributes).toMatchObject(Key);
});

test('consumed capacity is told to those who ask for it alone', async () => {
  expect((await dynamoDb.send(new PutItemCommand({ TableName, Item: Key }))).ConsumedCapacity).toBeUndefined();
  expect((await dynamoDb.send(new PutItemCommand({ TableName, Item: Key, ...WITH_CAPACITY }))).ConsumedCapacity).toEqual(CAPACITY);
  expect((await dynamoDb.send(new DeleteItemCommand({ TableName, Key, ...WITH_CAPACITY }))).ConsumedCapacity).toEqual(CAPACITY);
  const transaction = new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: Key } }], ...WITH_CAPACITY });
  expect((await dynamoDb.send(transaction)).ConsumedCapacity).toEqual([CAPACITY]);
});

test('an operation that DynamoDB does not have is refused as DynamoDB does', async () => {
  const refusal = [400, '{"__type":"com.amazon.coral.service#UnknownOperationException"}'];
  expect(await send('POST')).toEqual(refusal);
  expect(await send('POST', { 'x-amz-target': 'DynamoDB_20120810.toString' }, '{}')).toEqual(refusal);
});

test('a body that is not JSON is refused', async () => {
  expect(await send('POST', { 'x-amz-target': 'DynamoDB_20120810.GetItem' }, '{')).toEqual([
    400,
    expect.stringContaining('SerializationException'),
  ]);
});

test('who only looks is told that it is healthy', async () => {
  expect(await send('GET')).toEqual([200, expect.stringMatching(/^healthy: /)]);
});

test('it ends when it is stopped', async () => {
  const folder = mkdtempSync(join(WORK, 'other-'));
  const other = await Stub.start(folder);
  expect(isRunning(other.pid)).toBe(true);
  await other.stop();
  expect(isRunning(other.pid)).toBe(false);
});
