import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AttributeValue, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { LocalStack } from '../../local/local-stack';
import { Lifetime } from '../../local/machine/lifetime';
import '../bundle';
import { testCurl } from '../curl';
import { call } from '../http';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'existing-table', 'app.ts');

type Item = Record<string, AttributeValue>;

const lifetime = new Lifetime();
const progress: string[] = [];
let stack: LocalStack;
let dynamoDb: DynamoDBClient;

const output = (logicalId: string) => stack.outputs.find((one) => one.logicalId === logicalId)!.value;
const send = (method: string, path: string, body?: object) => call(stack.url, method, path, { body: body && JSON.stringify(body) });
const rows = async (user: string) => {
  const { Items = [] } = await dynamoDb.send(new ScanCommand({ TableName: output('TableName') }));
  return Items.filter(({ PK }) => PK.S === user);
};

/** As the tutorial's function does. */
async function put(user: string, id: string, content: string): Promise<Item> {
  const Item = { PK: { S: user }, SK: { S: id }, noteContent: { S: content } };
  await dynamoDb.send(new PutItemCommand({ TableName: output('TableName'), Item }));
  return Item;
}

beforeAll(async () => {
  stack = await LocalStack.start({ app: EXAMPLE, lifetime, onProgress: (line) => progress.push(line) });
  dynamoDb = new DynamoDBClient({
    endpoint: stack.dynamoDbEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'TEST', secretAccessKey: 'TEST' },
  });
});
afterAll(async () => {
  dynamoDb?.destroy();
  await lifetime.end();
});

const FIRST = '3d0e4b1a-9b0e-4c9d-8f1c-2a117d0fa9b5';
const SECOND = '9c1f0a4e-52d3-4d0b-a1b7-6f0d7f3f8e21';

test('the app has one table, the tutorial\'s', () => {
  expect(progress.filter((line) => line.startsWith('table '))).toEqual([`table ${output('TableName')} at ${stack.dynamoDbEndpoint}`]);
});

test('rows of the tutorial are read and listed, and stay as they are', async () => {
  const before = [await put('reader', FIRST, 'Buy milk'), await put('reader', SECOND, 'Feed the cat')];
  expect((await send('GET', `/notes/reader/${FIRST}`)).json).toEqual({ id: FIRST, content: 'Buy milk', etag: '"0"' });
  const { json: { notes } } = await send('GET', '/notes/reader?order=asc');
  expect(notes).toEqual([{ id: FIRST, content: 'Buy milk', etag: '"0"' }, { id: SECOND, content: 'Feed the cat', etag: '"0"' }]);
  expect((await rows('reader')).sort((a, b) => a.SK.S! < b.SK.S! ? -1 : 1)).toEqual(before);
});

test('rows of the tutorial are changed and deleted', async () => {
  await put('writer', FIRST, 'Buy milk');
  await put('writer', SECOND, 'Feed the cat');
  expect((await send('PATCH', `/notes/writer/${FIRST}`, { title: 'Errands' })).json).toMatchObject({
    content: 'Buy milk',
    title: 'Errands',
  });
  expect((await send('PUT', `/notes/writer/${FIRST}`, { content: 'Buy bread' })).json).toMatchObject({ content: 'Buy bread' });
  expect((await send('DELETE', `/notes/writer/${SECOND}`)).status).toBe(204);
  expect(await rows('writer')).toEqual([expect.objectContaining({ SK: { S: FIRST }, noteContent: { S: 'Buy bread' } })]);
});

test('the tutorial\'s client goes on: it creates a note and reads it', async () => {
  const created = await send('POST', '/notes/client', { content: 'Buy milk' });
  expect(created).toMatchObject({ status: 200, json: { noteId: expect.any(String) } });
  expect((await send('GET', `/notes/client/${created.json.noteId}`)).json).toMatchObject({ id: created.json.noteId, content: 'Buy milk' });
});

testCurl.each([
  ['CreateNote', 200],
  ['GetNote', 200],
  ['ListNotes', 200],
  ['PatchNote', 200],
  ['DeleteNote', 204],
])('the line of %s works as it is printed', async (name, status) => {
  const { stdout } = await promisify(execFile)('sh', ['-c', output(name)]);
  expect(stdout).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
});
