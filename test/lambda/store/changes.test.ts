import { installedEngines } from '../../../local/dynamodb/engine';
import { LIMITS } from '../../../src/contract/limits';
import { LIST_PARAMETERS } from '../../../src/contract/list-parameters';
import { FaultProxy, Step } from '../fault-proxy';
import { Answer, Functions } from '../functions';
import { NotesTable, Row, WITH_CHANGES } from '../notes-table';

const DAY_SECONDS = 86_400;
/** Long enough that a busy machine causes no failures. */
const UNHURRIED = { connectTimeout: 3_000, requestTimeout: 8_000, allAttempts: 9_000, firstBackOff: 1 };
const HOUR_MILLIS = 3_600_000;
/** Lambda's limit of a response. */
const MAX_RESPONSE_BYTES = 6 * 1024 * 1024;

const ago = (millis: number): string => new Date(Date.now() - millis).toISOString();
/** The content of a cursor of the functions. */
const valuesOf = (cursor: string): unknown[] => JSON.parse(Buffer.from(cursor, 'base64url').toString());

const proxy = new FaultProxy();
beforeAll(() => proxy.listen());
afterAll(() => proxy.close());

describe.each(installedEngines)('the changes of a user on %s', (engine) => {
  let table: NotesTable;
  let functions: Functions;
  let userId: string;
  let users = 0;
  beforeAll(async () => {
    table = await NotesTable.on(engine, proxy, WITH_CHANGES);
    functions = await start(DAY_SECONDS);
  });
  afterAll(async () => {
    await functions.close();
    await table.close();
  });
  beforeEach(() => {
    userId = `user-${++users}`;
    proxy.forget();
    proxy.script = ['pass'];
  });

  const start = (retention: number) => Functions.start(proxy.endpoint, { timeBudget: UNHURRIED, environment: { CHANGES: 'true', TRASH_SECONDS: `${retention}` } });
  const poll = (query: Record<string, string>): Promise<Answer> => functions.call({ method: 'GET', userId, query });
  const changes = async (since = '', limit = '50') => (await poll({ since, limit })).json;
  const row = (id: string, updatedAt: string, others: Row = {}): Row =>
    ({ PK: { S: userId }, SK: { S: id }, noteContent: { S: 'c' }, rev: { S: `rev-${id}` }, updatedAt: { S: updatedAt }, ...others });
  const deletion = (id: string, deletedAt: string): Row => {
    const { noteContent, ...others } = row(id, deletedAt, {
      deletedAt: { S: deletedAt }, deletedContent: { S: 'c' }, title: { S: 't' }, expiresAt: { N: '1798761600' },
    });
    return others;
  };
  const create = async (members: object): Promise<string> =>
    (await functions.call({ method: 'POST', userId, body: { content: 'c', ...members } })).json.noteId;

  /** All pages of a pass. */
  async function pass(since = '', limit = '50'): Promise<any[]> {
    const pages = [await changes(since, limit)];
    while (pages.at(-1).hasMore) {
      expect(pages.length).toBeLessThan(100);
      pages.push(await changes(pages.at(-1).nextSince, limit));
    }
    return pages;
  }

  const ids = (...pages: any[]): string[] => pages.flatMap(({ notes }) => notes.map(({ id }: { id: string }) => id));

  test('are its notes without their content, the oldest change first', async () => {
    const first = await create({ title: 'one', tags: ['a'], createdAt: '2020-01-01T00:00:00Z' });
    const second = await create({});
    const third = await create({});
    await functions.call({ method: 'PUT', userId, id: second, body: { content: 'changed' } });
    const { notes, nextSince, ...others } = await changes();
    const listed = (await functions.call({ method: 'GET', userId, query: { order: 'asc' } })).json.notes;
    const byId = Object.fromEntries(listed.map(({ content, ...note }: { content: string; id: string }) => [note.id, note]));
    expect(notes).toEqual([byId[first], byId[third], byId[second]]);
    expect(nextSince).toMatch(/^[\w-]+$/);
    expect(others).toEqual({});
  });

  test('are deletions too, of which nothing but the time is told', async () => {
    await table.putAll([deletion('gone', ago(HOUR_MILLIS)), row('kept', ago(0))]);
    const { notes } = await changes();
    const [{ SK, deletedAt, rev }] = (await table.rows(userId)) as Row[];
    expect(notes[0]).toEqual({ id: SK.S, updatedAt: deletedAt.S, deletedAt: deletedAt.S, etag: `"${rev.S}"` });
    expect(notes[1]).not.toHaveProperty('deletedAt');
  });

  test('say when a note expires', async () => {
    await table.putAll([
      row('soon', ago(3), { expiresAt: { N: '1798761600' } }),
      row('text', ago(2), { expiresAt: { S: '1798761600' } }),
      row('long ago', ago(1), { expiresAt: { N: '1' } }),
      row('beyond any date', ago(0), { expiresAt: { N: '1e30' } }),
    ]);
    expect((await changes()).notes.map(({ expiresAt }: { expiresAt?: string }) => expiresAt))
      .toEqual(['2027-01-01T00:00:00.000Z', undefined, undefined, undefined]);
  });

  test('are no rows of other kinds', async () => {
    const { rev, ...stateless } = row('stateless', ago(0));
    const { updatedAt, ...undated } = row('undated', ago(0));
    await table.putAll([row('~idempotency-key#k', ago(0)), row('a~b', ago(0)), stateless, undated, row('note', ago(0))]);
    expect(ids(await changes())).toEqual(['note']);
  });

  test('lead on beyond a page of nothing but rows of other kinds', async () => {
    await table.putAll([...Array.from({ length: 5 }, (_, at) => row(`~idempotency-key#${at}`, ago(HOUR_MILLIS))), row('note', ago(0))]);
    const pages = await pass('', '2');
    expect(pages.map((page) => ids(page))).toEqual([[], [], ['note']]);
    expect(pages.map(({ hasMore }) => hasMore)).toEqual([true, true, undefined]);
  });

  test.each(['1', '2', '7', '100'])('are all told by %s, in their order, with one request each', async (limit) => {
    const sameTime = ago(HOUR_MILLIS);
    const rows = Array.from({ length: 20 }, (_, at) => row(`note-${at}`, at % 2 ? sameTime : ago((40 - at) * 1_000)));
    await table.putAll(rows);
    proxy.forget();
    const pages = await pass('', limit);
    expect(ids(...pages).sort()).toEqual(rows.map(({ SK }) => SK.S).sort());
    const dates = pages.flatMap(({ notes }) => notes.map(({ updatedAt }: { updatedAt: string }) => updatedAt));
    expect(dates).toEqual(dates.toSorted());
    expect(proxy.attempts).toEqual(pages.map(() => 'Query'));
    expect(pages).toHaveLength(Math.ceil(20 / Number(limit)));
  });

  test('are told again while something before them may still be on its way, and no longer', async () => {
    await table.putAll([row('old', ago(62_000)), row('recent', ago(50_000))]);
    const { nextSince } = await changes();
    expect(ids(await changes(nextSince))).toEqual(['recent']);
  });

  test('of before are not told to who begins with a list', async () => {
    await table.putAll([row('old', ago(HOUR_MILLIS)), row('recent', ago(0))]);
    const begun = await changes('now');
    expect(begun).toEqual({ notes: [], nextSince: expect.any(String) });
    await table.put(row('new', ago(0)));
    expect(ids(await changes(begun.nextSince)).sort()).toEqual(['new', 'recent']);
  });

  test('are read eventually consistent from the index, and one more than is shown', async () => {
    await changes('', '10');
    expect(proxy.lastInput).toMatchObject({ TableName: 'Notes', IndexName: 'notes-changes', Limit: 11 });
    expect(proxy.lastInput).not.toHaveProperty('ConsistentRead');
  });

  test('cost a poll the same however many notes there are', async () => {
    const title = { S: 'x'.repeat(LIMITS.titleBytes) };
    const unitsWith = async (count: number): Promise<unknown[]> => {
      await table.putAll(Array.from({ length: count }, (_, at) => row(`note-${at}`, ago(HOUR_MILLIS + at), { title })));
      const { nextSince } = await changes('now');
      proxy.forget();
      await changes(nextSince);
      return proxy.outputs.map(({ ConsumedCapacity }) => (ConsumedCapacity as { CapacityUnits: number }).CapacityUnits);
    };
    const few = await unitsWith(1);
    expect(await unitsWith(500)).toEqual(few);
    // Dynalite counts no units for no rows.
    expect([[0], [0.5]]).toContainEqual(few);
  });

  test.each(Object.keys(LIST_PARAMETERS).filter((name) => !['limit', 'since'].includes(name)))('cannot be asked for together with "%s"', async (name) => {
    const { status, json } = await poll({ since: '', [name]: 'x' });
    expect({ status, errors: json.errors }).toEqual({ status: 400, errors: [{ parameter: name, detail: 'cannot be combined with "since"' }] });
  });

  test.each([
    ['a cursor of a list', async () => (await poll({ limit: '1' })).json.nextCursor],
    ['a cursor of another user', async () => (await functions.call({ method: 'GET', userId: 'other', query: { since: '' } })).json.nextSince],
    ['no cursor', async () => 'x'],
  ])('since %s are 400', async (_, since) => {
    await create({});
    await create({});
    const { status, json } = await poll({ since: await since() });
    expect({ status, code: json.code }).toEqual({ status: 400, code: 'invalid-cursor' });
  });

  test('since a time of which the deletions are no longer told are 410', async () => {
    const { nextSince } = await changes();
    const old = [...valuesOf(nextSince).slice(0, 4), ago((DAY_SECONDS - 59) * 1_000)];
    const { status, json } = await poll({ since: Buffer.from(JSON.stringify(old)).toString('base64url') });
    expect({ status, code: json.code, title: json.title }).toEqual({ status: 410, code: 'resync-required', title: 'gone' });
  });

  test('are 410 when deletions are told for another time than before', async () => {
    const others = await start(2 * DAY_SECONDS);
    try {
      const { nextSince } = await changes();
      const { status, json } = await others.call({ method: 'GET', userId, query: { since: nextSince } });
      expect({ status, code: json.code }).toEqual({ status: 410, code: 'resync-required' });
    } finally {
      await others.close();
    }
  });

  test.each<[string, Step, number]>([
    ['ahead', 'expiredAhead', HOUR_MILLIS], ['behind', 'expiredBehind', -HOUR_MILLIS],
  ])('of who has a clock that DynamoDB refuses are told until DynamoDB\'s time, which is %s', async (_, step, offset) => {
    const others = await start(DAY_SECONDS);
    try {
      proxy.script = [step];
      for (const since of ['now', '']) {
        const { json } = await others.call({ method: 'GET', userId, query: { since } });
        expect(Math.abs(Date.parse(valuesOf(json.nextSince)[4] as string) - (Date.now() + offset - 60_000))).toBeLessThan(60_000);
      }
    } finally {
      await others.close();
    }
  });

  test('of large rows of other writers fit in a response', async () => {
    const rows = Array.from({ length: 4 }, (_, at) => row(`note-${at}`, ago(10 - at), { title: { S: '\u0001'.repeat(LIMITS.itemBytes - 1_000) } }));
    for (const each of rows) {
      await table.put(each);
    }
    const pages = await pass();
    expect(ids(...pages)).toEqual(rows.map(({ SK }) => SK.S));
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) {
      expect(Buffer.byteLength(JSON.stringify(JSON.stringify(page)))).toBeLessThan(MAX_RESPONSE_BYTES);
    }
  });

  test('are a list where there is no feed', async () => {
    const without = await Functions.start(proxy.endpoint);
    try {
      await create({});
      const { json } = await without.call({ method: 'GET', userId, query: { since: 'x', view: 'summary' } });
      expect(json).toEqual({ notes: [expect.objectContaining({ snippet: 'c' })] });
    } finally {
      await without.close();
    }
  });
});
