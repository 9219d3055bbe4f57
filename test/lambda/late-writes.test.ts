import { FaultProxy, Step } from './fault-proxy';
import { FaultName } from './faults';
import { Answer, Call, Functions } from './functions';
import { NotesTable, Row } from './notes-table';
import { noteOf, WRITES } from './writes';
import { etag } from '../../lambda/note/note';
import { installedEngines } from '../../local/dynamodb/engine';

const proxy = new FaultProxy();
let table: NotesTable;
let functions: Functions;
let userId: string;
let users = 0;

beforeAll(async () => {
  await proxy.listen();
  table = await NotesTable.on(installedEngines[0], proxy);
});
afterAll(async () => {
  await table.close();
  await proxy.close();
});
beforeEach(async () => {
  // As they are shipped, time budget included.
  functions = await Functions.start(proxy.endpoint, { timeBudget: {} });
  userId = `user-${++users}`;
  proxy.forget();
});
afterEach(() => functions.close());

const call = (given: Omit<Call, 'userId'>, ...script: Step[]): Promise<Answer> => {
  proxy.script = script;
  return functions.call({ userId, ...given });
};
const put = (content: string, headers: Call['headers'], ...script: Step[]) =>
  call({ method: 'PUT', id: 'note', headers, body: { content } }, ...script);
const NEW = { 'If-None-Match': '*' };

/** The note once every late request is carried out. */
async function noteInTheEnd(): Promise<Row | undefined> {
  await proxy.landed();
  return table.row(userId, 'note');
}

test('a PUT that is carried out late does not undo the write that was based on it', async () => {
  await table.put(noteOf(userId));
  const first = await put('v1', {}, 'late2000', 'pass');
  expect([first.status, proxy.attempts.length]).toEqual([200, 2]);
  expect((await put('v2', { 'If-Match': first.json.etag }, 'pass')).status).toBe(200);
  expect(await noteInTheEnd()).toMatchObject({ noteContent: { S: 'v2' } });
});

test('a PUT that is carried out late does not undo one without a precondition', async () => {
  await table.put(noteOf(userId));
  expect((await put('v1', {}, 'late2000', 'pass')).status).toBe(200);
  expect((await put('v2', {}, 'pass')).status).toBe(200);
  expect(await noteInTheEnd()).toMatchObject({ noteContent: { S: 'v2' } });
});

test('a DELETE that is carried out late does not delete the note that was made again', async () => {
  await table.put(noteOf(userId));
  expect((await call({ method: 'DELETE', id: 'note' }, 'late2000', 'pass')).status).toBe(204);
  expect((await put('again', NEW, 'pass')).status).toBe(201);
  expect(await noteInTheEnd()).toMatchObject({ noteContent: { S: 'again' } });
});

test.each<FaultName[]>([['slow700'], ['slow2000'], ['slow700', 'slow700'], ['slow2000', 'slow2000'], ['late700'], ['late2000']])(
  'a PUT whose answer is %s %s is acknowledged with the entity tag that the note keeps',
  async (...faults) => {
    await table.put(noteOf(userId));
    const { status, headers } = await put('v1', {}, ...faults, 'pass');
    expect(status).toBe(200);
    const row = await noteInTheEnd();
    expect([headers.ETag, row!.noteContent.S]).toEqual([etag({ rev: row!.rev.S }), 'v1']);
  },
);

/** One request of every kind; `npx projen test:faults` tries all combinations. */
const SHAPES = {
  ...WRITES,
  GET: { method: 'GET', id: 'note', status: 200, needsNote: true },
};

describe.each(['GET', 'POST', 'PUT', 'DELETE'] as const)('a %s', (name) => {
  test.each<FaultName>(['stalledAnswer', 'drip', 'expiredAhead', 'expiredBehind'])('survives one %s', async (fault) => {
    const { needsNote, status, ...request } = SHAPES[name];
    if (needsNote) {
      await table.put(noteOf(userId));
    }
    expect((await call(request, fault, 'pass')).status).toBe(status);
    expect(proxy.attempts).toHaveLength(2);
  });
});

test.each<FaultName>(['tooSkewed', 'requestExpired'])('the code of clock skew that is told as %s is one too', async (fault) => {
  expect((await call({ method: 'GET' }, fault)).status).toBe(200);
});

test('a function whose clock is an hour behind dates its notes by the clock of DynamoDB', async () => {
  const isLater = Date.now() + 59 * 60_000;
  const { status, json } = await call({ method: 'POST', body: { content: 'now' } }, 'expiredAhead');
  expect([status, proxy.attempts.length]).toEqual([200, 2]);
  expect([Date.parse(json.createdAt), Date.parse(json.updatedAt)].map((time) => time > isLater)).toEqual([true, true]);
  // The correction lasts.
  await call({ method: 'POST', body: { content: 'later' } }, 'expiredAhead');
  expect(proxy.attempts).toHaveLength(3);
});

test('a signature that is wrong for another reason is not tried again', async () => {
  expect((await call({ method: 'GET' }, 'badSignature')).status).toBe(500);
  expect(proxy.attempts).toHaveLength(1);
});
