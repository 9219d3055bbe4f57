import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { FaultProxy } from './fault-proxy';
import { Answer, Call, Functions } from './functions';
import { Model } from './model';
import { requests } from './model-commands/requests';
import { NotesTable, Row } from './notes-table';
import { installedEngines } from '../../local/dynamodb/engine';

const proxy = new FaultProxy();
beforeAll(() => proxy.listen());
afterAll(() => proxy.close());

/** Users, and the rows of each that are not notes. */
const USERS = { 'alice': ['foreign-row', 'foreign-content'], 'bob@example.com': [] };

/** As the tutorial's own code writes a note. */
const TUTORIAL = { id: 'ec0b1a72-5d2a-4c0e-9f64-6f0f1b8f3a11', content: 'Hello', etag: '"0"' };

const rowsOf = (userId: string, foreign: readonly string[]): Row[] => [
  { PK: { S: userId }, SK: { S: TUTORIAL.id }, noteContent: { S: TUTORIAL.content } },
  { PK: { S: userId }, SK: { S: '~internal' }, noteContent: { S: 'internal' } },
  ...foreign.map((id) => ({ PK: { S: userId }, SK: { S: id }, ...FOREIGN[id] })),
];

/** The content of rows that are not notes. */
const FOREIGN: Record<string, Row> = { 'foreign-row': { kind: { S: 'profile' } }, 'foreign-content': { noteContent: { N: '5' } } };

/** The cases that a run of all sequences must contain for a meaningful comparison. */
const OUTCOMES = [
  'POST 200',
  'GET 200',
  'GET 304',
  'GET 404',
  'LIST 200',
  'PUT 200',
  'PUT 404',
  'PUT 412',
  'PUT new 201',
  'PUT new 400',
  'PUT new 404',
  'PUT new 412',
  'PATCH 200',
  'PATCH 404',
  'PATCH 412',
  'DELETE 204',
  'DELETE 404',
  'DELETE 412',
  'POST replayed',
  'POST 422',
];

describe.each(installedEngines)('on %s', (engine) => {
  let table: NotesTable;
  let functions: Functions;
  beforeAll(async () => {
    table = await NotesTable.on(engine, proxy);
    // One request is enough for an answer, however busy the machine is.
    functions = await Functions.start(proxy.endpoint, { timeBudget: { connectTimeout: 3_000, requestTimeout: 6_000, allAttempts: 9_000 } });
  });
  afterAll(async () => {
    await functions.close();
    await table.close();
  });

  /** Each call is one request to DynamoDB, if it is any. */
  async function call(request: Call): Promise<Answer> {
    proxy.forget();
    const answer = await functions.call(request);
    expect(proxy.attempts.length).toBeLessThanOrEqual(1);
    return answer;
  }

  test('any sequence of requests is answered as the contract says', async () => {
    const seen = new Map<string, number>();
    await fc.assert(fc.asyncProperty(requests(60), async (commands) => {
      const users = new Map(Object.entries(USERS).map(([user, foreign]) => [`${user}-${randomUUID()}`, foreign]));
      const rows = [...users].flatMap(([user, foreign]) => rowsOf(user, foreign));
      await Promise.all(rows.map((row) => table.put(row)));
      await fc.asyncModelRun(() => ({ model: new Model(users, TUTORIAL, seen), real: { call } }), commands);
      const others = rows.filter(({ SK }) => SK.S !== TUTORIAL.id);
      expect(await Promise.all(others.map(({ PK, SK }) => table.row(PK.S!, SK.S!)))).toEqual(others);
    }), { numRuns: 35 });
    expect([...seen.keys()]).toEqual(expect.arrayContaining(OUTCOMES));
  });
});
