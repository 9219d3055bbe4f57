import { installedEngines } from '../../../local/dynamodb/engine';
import { LIMITS } from '../../../src/contract/limits';
import { FaultProxy, Step } from '../fault-proxy';
import { Answer, Functions } from '../functions';
import { NotesTable, Row } from '../notes-table';

const TITLE = { title: 'x'.repeat(1000) };
const UPDATES: Record<string, { method: string; headers?: Record<string, string>; body: object }> = {
  'PUT': { method: 'PUT', body: { content: 'c' } },
  'PATCH': { method: 'PATCH', body: TITLE },
  'PUT with If-None-Match: *': { method: 'PUT', headers: { 'If-None-Match': '*' }, body: { content: 'c' } },
};

/** The effect of another user's index on every write. */
const expectInternal = ({ status, json }: Answer, logged: unknown[][]) => {
  expect({ status, json }).toMatchObject({ status: 500, json: { code: 'internal' } });
  expect(logged).toEqual([
    ['error', expect.objectContaining({ code: 'internal', cause: expect.objectContaining({ name: 'ValidationException' }) })],
  ]);
};

const expectTooLarge = ({ status, json }: Answer) =>
  expect({ status, json }).toMatchObject({ status: 413, json: { code: 'note-too-large', limit: LIMITS.itemBytes } });

describe.each(installedEngines)('a write that DynamoDB refuses as invalid, on %s,', (engine) => {
  const proxy = new FaultProxy();
  let functions: Functions;
  let users = 0;
  let user: string;
  beforeAll(async () => {
    await proxy.listen();
    functions = await Functions.start(proxy.endpoint);
  });
  beforeEach(() => {
    user = `user-${++users}`;
    proxy.forget();
    proxy.script = ['pass'];
    functions.logged.length = 0;
  });
  afterAll(async () => {
    await functions?.close();
    await proxy.close();
  });

  const note = (more: Row = {}): Row => ({ PK: { S: user }, SK: { S: 'note' }, noteContent: { S: 'old' }, ...more });
  const send = (name: string, body?: object) =>
    functions.call({ userId: user, id: 'note', ...UPDATES[name], ...body && { body } });

  describe('for an index on another type of attribute', () => {
    let table: NotesTable;
    beforeAll(async () => { table = await NotesTable.on(engine, proxy, { name: 'numeric', sortKey: 'updatedAt', type: 'N' }); });
    afterAll(() => table?.close());

    test.each(['PUT', 'PATCH'])('is a 500 for a %s, and the note stays', async (name) => {
      await table.put(note());
      expectInternal(await send(name), functions.logged);
      expect(await table.rows(user)).toEqual([note()]);
    });

    test.each([
      ['PUT with If-None-Match: *', 'PUT', { 'If-None-Match': '*' }, 'note'],
      ['POST', 'POST', {}, undefined],
    ])('is a 500 for a %s, and nothing is created', async (_, method, headers, id) => {
      expectInternal(await functions.call({ method, userId: user, id, headers, body: { content: 'c' } }), functions.logged);
      expect(await table.rows(user)).toEqual([]);
    });
  });

  describe('on a table without such an index', () => {
    let table: NotesTable;
    beforeAll(async () => { table = await NotesTable.on(engine, proxy); });
    afterAll(() => table?.close());

    test.each<[string, Row]>([
      ['a string', { others: { S: 'x'.repeat(409_000) } }],
      ['a list', { others: { L: Array.from({ length: 45 }, () => ({ S: 'x'.repeat(9_085) })) } }],
      ['binary data', { others: { B: new Uint8Array(409_000) } }],
    ])('is a 413 when the row is full with %s of another writer', async (_, others) => {
      await table.put(note(others));
      expectTooLarge(await send('PATCH'));
      expect(await table.rows(user)).toEqual([note(others)]);
    });

    test('is a 413 when the content that stays leaves no room for a title, logged with its cause', async () => {
      await table.put(note({ noteContent: { S: 'x'.repeat(409_000) } }));
      expectTooLarge(await send('PATCH'));
      expect(functions.logged).toEqual([
        ['error', expect.objectContaining({ code: 'note-too-large', cause: expect.objectContaining({ name: 'ValidationException' }) })],
      ]);
    });

    test.each(Object.keys(UPDATES))('is a 500 for a %s when there is room in the row', async (name) => {
      await table.put(note({ others: { S: 'x'.repeat(400_000) }, count: { N: '5' } }));
      proxy.script = ['invalid', 'pass'];
      expectInternal(await send(name), functions.logged);
      expect(proxy.attempts).toEqual(['UpdateItem', 'UpdateItem']);
    });

    test.each<Step>(['invalid', 'denied'])('is a 500 when the row cannot be looked at: %s', async (step) => {
      await table.put(note());
      proxy.script = ['invalid', step];
      expectInternal(await send('PATCH'), functions.logged);
    });

    test('is a 503 when DynamoDB cannot be reached any more, which says nothing of an unknown outcome', async () => {
      await table.put(note());
      proxy.script = ['invalid', 'reset'];
      const { status, json } = await send('PATCH');
      expect({ status, code: json.code }).toEqual({ status: 503, code: 'temporarily-unavailable' });
      expect(json.detail).not.toContain('may or may not');
    });

    test('changes nothing by looking at the row', async () => {
      proxy.script = ['invalid', 'pass'];
      expectInternal(await send('PUT with If-None-Match: *'), functions.logged);
      expect(await table.rows(user)).toEqual([]);
    });
  });
});
