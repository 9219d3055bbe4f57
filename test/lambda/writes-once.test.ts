import { Meanwhile, Step } from './fault-proxy';
import { Answer, Functions } from './functions';
import { Row } from './notes-table';
import { started } from './started';
import { noteOf, WriteName, WRITES } from './writes';
import { installedEngines } from '../../local/dynamodb/engine';

const MINUTE = 60_000;

const CHANGES = ['PUT', 'PUT with If-Match', 'PATCH', 'PATCH with If-Match'] as const satisfies WriteName[];
const DELETIONS = ['DELETE', 'DELETE with If-Match'] as const satisfies WriteName[];

const inMillis = (millis: number) => new Date(Date.now() + millis).toISOString();

/** The next millisecond. */
const after = (date: string) => new Date(Date.parse(date) + 1).toISOString();

describe.each(installedEngines)('the dates of a note on %s', (engine) => {
  const api = started(engine);
  let userId: string;
  let users = 0;
  beforeEach(() => {
    userId = `user-${++users}`;
    api.proxy.forget();
  });

  async function write(name: WriteName, row: Row, ...script: (Step | Meanwhile)[]): Promise<Answer> {
    const { needsNote: _, ...request } = WRITES[name];
    await api.table.put(row);
    api.proxy.script = script;
    return api.functions.call({ userId, ...request });
  }

  const dated = (updatedAt: Row[string] | undefined): Row => {
    const { updatedAt: __, ...row } = noteOf(userId);
    return updatedAt === undefined ? row : { ...row, updatedAt };
  };

  const stored = async () => (await api.table.row(userId, 'note'))?.updatedAt?.S;

  describe.each<[string, () => Row[string] | undefined]>([
    ['none', () => undefined],
    ['one of the past', () => ({ S: inMillis(-MINUTE) })],
    ['an earlier text', () => ({ S: '2024-05-06 07:08:09' })],
    ['an empty text', () => ({ S: '' })],
  ])('where it is %s', (_, updatedAt) => {
    test.each(CHANGES)('%s is one request, and sets it to now', async (name) => {
      const before = inMillis(0);
      expect((await write(name, dated(updatedAt()), 'pass')).status).toBe(200);
      const date = (await stored())!;
      expect([before <= date, date <= inMillis(0)]).toEqual([true, true]);
      expect(api.proxy.attempts).toHaveLength(1);
    });

    test.each(DELETIONS)('%s is one request', async (name) => {
      expect((await write(name, dated(updatedAt()), 'pass')).status).toBe(204);
      expect([api.proxy.attempts.length, await api.table.row(userId, 'note')]).toEqual([1, undefined]);
    });
  });

  describe.each<[string, () => Row[string]]>([
    ['a number', () => ({ N: '5' })],
    ['a list', () => ({ L: [] })],
    ['a later text', () => ({ S: 'yesterday' })],
    ['a date of this kind, but of another form', () => ({ S: '9999-12-31T23:59:59Z' })],
    ['the last of all dates', () => ({ S: '9999-12-31T23:59:59.999Z' })],
    ['hours ahead', () => ({ S: inMillis(180 * MINUTE) })],
  ])('where it is %s', (_, updatedAt) => {
    test.each(CHANGES)('%s is one request more, and sets it to now', async (name) => {
      const before = inMillis(0);
      expect((await write(name, dated(updatedAt()), 'pass')).status).toBe(200);
      const date = (await stored())!;
      expect([before <= date, date <= inMillis(0)]).toEqual([true, true]);
      expect(api.proxy.attempts).toHaveLength(2);
    });

    test.each(DELETIONS)('%s is one request more', async (name) => {
      expect((await write(name, dated(updatedAt()), 'pass')).status).toBe(204);
      expect([api.proxy.attempts.length, await api.table.row(userId, 'note')]).toEqual([2, undefined]);
    });
  });

  describe('where it is two seconds ahead', () => {
    test.each(CHANGES)('%s is one request more, and sets it to the next', async (name) => {
      const ahead = inMillis(2_000);
      expect((await write(name, dated({ S: ahead }), 'pass')).status).toBe(200);
      expect([await stored(), api.proxy.attempts.length]).toEqual([after(ahead), 2]);
    });

    test.each(DELETIONS)('%s is one request more', async (name) => {
      expect((await write(name, dated({ S: inMillis(2_000) }), 'pass')).status).toBe(204);
      expect([api.proxy.attempts.length, await api.table.row(userId, 'note')]).toEqual([2, undefined]);
    });

    test.each(CHANGES)('%s keeps what another one writes before its second request', async (name) => {
      const ahead = inMillis(2_000);
      const other: Meanwhile = () => api.table.put({ ...noteOf(userId, 'r2', 'another writer\'s'), updatedAt: { S: after(ahead) } });
      const { status } = await write(name, dated({ S: ahead }), 'pass', other, 'pass');
      const isMatched = 'headers' in WRITES[name];
      expect({ status, date: await stored(), attempts: api.proxy.attempts.length }).toEqual(isMatched
        ? { status: 412, date: after(ahead), attempts: 2 }
        : { status: 200, date: after(after(ahead)), attempts: 3 });
    });

    test('a PUT is unavailable when other ones come before each of four requests, and changes nothing', async () => {
      let date = inMillis(2_000);
      const other: Meanwhile = async () => {
        date = after(date);
        await api.table.put({ ...noteOf(userId, `rev of ${date}`, 'another writer\'s'), updatedAt: { S: date } });
      };
      const { status, headers } = await write('PUT', dated({ S: date }), ...Array.from({ length: 5 }, () => [other, 'pass'] as const).flat());
      expect({ status, after: headers['Retry-After'], attempts: api.proxy.attempts.length }).toEqual({ status: 503, after: '1', attempts: 4 });
      expect(await api.table.row(userId, 'note')).toMatchObject({ noteContent: { S: 'another writer\'s' }, updatedAt: { S: date } });
    });

    test.each(CHANGES)('%s is unknown after an answer that is lost: the date could be its own', async (name) => {
      const { status } = await write(name, dated({ S: inMillis(2_000) }), 'reset', 'pass');
      expect([status, api.proxy.attempts.length]).toEqual([503, 2]);
    });
  });

  test('a PATCH without members has no date, and changes none', async () => {
    const ahead = inMillis(2_000);
    await api.table.put(dated({ S: ahead }));
    api.proxy.script = ['pass'];
    expect((await api.functions.call({ method: 'PATCH', userId, id: 'note', body: {} })).status).toBe(200);
    expect([await stored(), api.proxy.attempts.length]).toEqual([ahead, 1]);
  });

  test('twenty writers at once are all carried out, each with a date of its own', async () => {
    // The answers must not depend on the load of the machine.
    const timeBudget = { connectTimeout: 5_000, requestTimeout: 8_000, allAttempts: 9_000 };
    const patient = await Functions.start(api.proxy.endpoint, { timeBudget });
    await api.table.put(dated(undefined));
    api.proxy.script = ['pass'];
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) =>
      patient.call({ method: 'PUT', userId, id: 'note', body: { content: `${at}` } })));
    await patient.close();
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map(({ json }) => json.updatedAt)).size).toBe(20);
    const last = answers.map(({ json }) => json).sort((one, other) => (one.updatedAt < other.updatedAt ? 1 : -1))[0];
    expect(await api.table.row(userId, 'note')).toMatchObject({ noteContent: { S: last.content }, updatedAt: { S: last.updatedAt } });
  });
});
