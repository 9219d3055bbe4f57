import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateTableCommand, DeleteItemCommand, DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { Duration } from 'aws-cdk-lib';
import { untilDone } from './killed-script';
import { LocalApi, OPEN, REGION, startApi } from './local-api';
import { NoteDocument, Notes } from './notes';
import { Item, newUser } from './target';
import { call } from '../http';

const SCRIPT = 'copy-notes.mjs';
const RESTORED = 'Restored';
/** By hand with 10,000. */
const NOTES = Number(process.env.RECIPE_NOTES || 120);

let api: LocalApi;
let dynamoDb: DynamoDBClient;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  api = await startApi({}, { ...OPEN, trash: Duration.days(30), changes: true });
  env = {
    ...process.env,
    AWS_ENDPOINT_URL_DYNAMODB: api.address.dynamoDbEndpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'TEST',
    AWS_SECRET_ACCESS_KEY: 'TEST',
  };
  dynamoDb = new DynamoDBClient({
    endpoint: api.address.dynamoDbEndpoint, region: REGION, credentials: { accessKeyId: 'TEST', secretAccessKey: 'TEST' },
  });
});
afterAll(async () => {
  dynamoDb?.destroy();
  await api?.stop();
});

const notesOf = (user = newUser()): Notes => new Notes({ call: (...request) => call(api.address.url, ...request) }, user);
const put = async (item: Item, TableName = api.address.tableName): Promise<void> => {
  await dynamoDb.send(new PutItemCommand({ TableName, Item: item }));
};
const rowsOf = async (user: string): Promise<Item[]> => {
  const ofUser = { KeyConditionExpression: 'PK = :user', ExpressionAttributeValues: { ':user': { S: user } }, ConsistentRead: true };
  return (await dynamoDb.send(new QueryCommand({ TableName: api.address.tableName, ...ofUser }))).Items as Item[];
};
const run = async (...args: string[]): Promise<string[]> => {
  const script = join(__dirname, '..', '..', 'docs', SCRIPT);
  return (await promisify(execFile)(process.execPath, [script, ...args], { env })).stdout.split('\n').slice(0, -1);
};
const row = (user: string, id: string, attributes: Item): Item => ({ PK: { S: user }, SK: { S: id }, ...attributes });
const without = ({ etag: _, updatedAt: __, ...note }: NoteDocument): object => note;

test(`${NOTES} notes are all moved to another user id, each once, however often the move is killed`, async () => {
  const [old, renewed] = [notesOf(), notesOf()];
  const contents = Array.from({ length: NOTES }, (_, index) => `content ${index}`);
  for (const [index, content] of contents.entries()) {
    await put(row(old.user, `note-${String(index).padStart(6, '0')}`, { noteContent: { S: content }, rev: { S: 'r' } }));
  }
  const kills = await untilDone(SCRIPT, ['move', api.address.tableName, old.user, renewed.user], env);
  const moved = (await renewed.pages({ order: 'asc', limit: '100' })).flatMap(({ json }) => json.notes as NoteDocument[]);
  expect(moved.map(({ content }) => content)).toEqual(contents);
  expect(await rowsOf(old.user)).toEqual([]);
  expect(kills).toBeGreaterThan(0);
}, 3_600_000);

test('a moved note has all that it had, a new entity tag, and is in the feed of the new user', async () => {
  const [old, renewed] = [notesOf(), notesOf()];
  const note = await old.create({ content: 'Buy milk', title: 'Errands', tags: ['home'] });
  const inTrash = await old.create({ content: 'Feed the cat' });
  await old.delete(inTrash.id);
  await put(row(old.user, 'from-the-tutorial', { noteContent: { S: 'old' } }));
  const { nextSince } = (await renewed.list({ since: '' })).json;
  expect(await run('move', api.address.tableName, old.user, renewed.user)).toEqual([]);

  const moved = await renewed.read(note.id);
  expect(without(moved)).toEqual(without(note));
  expect(moved.etag).not.toBe(note.etag);
  expect(moved.updatedAt > note.updatedAt).toBe(true);
  expect(await renewed.read('from-the-tutorial')).toMatchObject({ content: 'old', updatedAt: expect.any(String) });
  const changes: NoteDocument[] = (await renewed.list({ since: nextSince })).json.notes;
  expect(changes.map(({ id }) => id)).toEqual(expect.arrayContaining([note.id, 'from-the-tutorial']));
  expect((await renewed.restore(inTrash.id)).json).toMatchObject({ content: 'Feed the cat' });
});

test('rows that are no notes stay where they are', async () => {
  const [old, renewed] = [notesOf(), notesOf()];
  expect((await old.post({ content: 'Buy milk' }, { 'idempotency-key': 'k' })).status).toBe(200);
  await put(row(old.user, 'profile', { name: { S: 'Alice' } }));
  await run('move', api.address.tableName, old.user, renewed.user);
  expect((await rowsOf(old.user)).map(({ SK }) => SK.S)).toEqual(['profile', '~idempotency-key#k']);
  expect(await rowsOf(renewed.user)).toHaveLength(1);
});

test('no change is lost that a client makes during the move', async () => {
  const [old, renewed] = [notesOf(), notesOf()];
  const ids = (await old.createAll(Array.from({ length: 20 }, () => '0'))).map(({ id }) => id);
  const acknowledged = new Map<string, string>();
  let version = 0;
  const moving = { isOver: false };
  const writer = (async () => {
    while (!moving.isOver) {
      const content = `${++version}`;
      const id = ids[version % ids.length];
      if ((await old.patch(id, { content })).status === 200) {
        acknowledged.set(id, content);
      }
    }
  })();
  let left: string[];
  do {
    left = await run('move', api.address.tableName, old.user, renewed.user);
  } while (left.length);
  moving.isOver = true;
  await writer;
  expect(acknowledged.size).toBeGreaterThan(0);
  for (const id of ids) {
    expect((await renewed.read(id)).content).toBe(acknowledged.get(id) ?? '0');
  }
  expect(await old.ids()).toEqual([]);
});

test('a note that the new user has under the same id is named, and both stay', async () => {
  const [old, renewed] = [notesOf(), notesOf()];
  for (const [notes, content] of [[old, 'old'], [renewed, 'new']] as const) {
    expect((await notes.put('diary', { content }, { 'if-none-match': '*' })).status).toBe(201);
  }
  expect(await run('move', api.address.tableName, old.user, renewed.user)).toEqual(['diary']);
  expect([(await old.read('diary')).content, (await renewed.read('diary')).content]).toEqual(['old', 'new']);
});

test('notes are copied back from a restored table, and those that exist are named and stay', async () => {
  await dynamoDb.send(new CreateTableCommand({
    TableName: RESTORED,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['PK', 'SK'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }, { AttributeName: 'SK', KeyType: 'RANGE' }],
  }));
  const notes = notesOf();
  const [kept, deletedForGood, vanished] = await notes.createAll(['kept', 'deleted for good', 'vanished']);
  for (const backup of await rowsOf(notes.user)) {
    // Longer ago than the feed repeats its changes.
    await put({ ...backup, updatedAt: { S: '2026-01-01T00:00:00.000Z' } }, RESTORED);
  }
  const { etag } = (await notes.patch(kept.id, { content: 'changed since' })).json;
  expect((await notes.deleteForGood(deletedForGood.id)).status).toBe(204);
  await dynamoDb.send(new DeleteItemCommand({ TableName: api.address.tableName, Key: { PK: { S: notes.user }, SK: { S: vanished.id } } }));
  const { nextSince } = (await notes.list({ since: '' })).json;

  expect(await run('restore', RESTORED, api.address.tableName, notes.user)).toEqual([kept.id]);
  expect(await notes.read(kept.id)).toMatchObject({ content: 'changed since', etag });
  for (const restored of [deletedForGood, vanished]) {
    expect(without(await notes.read(restored.id))).toEqual(without(restored));
  }
  const changes: NoteDocument[] = (await notes.list({ since: nextSince })).json.notes;
  expect(changes.map(({ id }) => id)).toEqual(expect.arrayContaining([deletedForGood.id, vanished.id]));
});

test.each([[[]], [['move', 'Table', 'alice']], [['move', 'Table', 'alice', '']], [['copy', 'Table', 'alice', 'bob']]])(
  'nothing is done with the arguments %j: the usage is shown', async (args: string[]) => {
    await expect(run(...args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('node copy-notes.mjs move TABLE USER NEW_USER') });
  },
);
