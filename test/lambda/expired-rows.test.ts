import { Call, Functions } from './functions';
import { Row } from './notes-table';
import { started } from './started';
import { noteOf } from './writes';
import { installedEngines } from '../../local/dynamodb/engine';
import { ENVIRONMENT } from '../../src/contract/environment';

const HOUR = 3_600;
const YEAR = 365 * 24 * HOUR;
const NEW = { 'If-None-Match': '*' };

const inSeconds = (seconds: number): Row[string] => ({ N: `${Math.floor(Date.now() / 1000) + seconds}` });

/** The rows that TTL deletes. */
const EXPIRED = {
  'an hour ago': () => inSeconds(-HOUR),
  'a moment ago': () => inSeconds(0),
  'a second and a half ago': () => ({ N: `${Date.now() / 1000 - 1.5}` }),
  'almost five years ago': () => inSeconds(-5 * YEAR + HOUR),
};

/** The rows that TTL keeps. */
const KEPT = {
  'in an hour': () => inSeconds(HOUR),
  'more than five years ago': () => inSeconds(-5 * YEAR - HOUR),
  'an hour ago in milliseconds': () => ({ N: `${Date.now() - HOUR * 1000}` }),
  'an hour ago as a text': () => ({ S: `${Math.floor(Date.now() / 1000) - HOUR}` }),
  'an hour ago in a list': () => ({ L: [inSeconds(-HOUR)] }),
  'before 1970': () => ({ N: '-1' }),
};

describe.each(installedEngines)('a row on %s', (engine) => {
  const api = started(engine);
  let userId: string;
  let users = 0;
  beforeEach(() => { userId = `user-${++users}`; });

  const call = (given: Omit<Call, 'userId'>) => api.functions.call({ userId, ...given });
  const rowWith = (expiresAt: Row[string], id = 'note'): Row => ({ ...noteOf(userId), SK: { S: id }, title: { S: 'old' }, expiresAt });
  const listed = async (query?: Record<string, string>): Promise<string[]> =>
    (await call({ method: 'GET', query })).json.notes.map(({ id }: { id: string }) => id);

  describe.each(Object.entries(EXPIRED))('that expired %s', (_, expiresAt) => {
    test.each<[string, Omit<Call, 'userId'>]>([
      ['GET', { method: 'GET' }],
      ['PUT', { method: 'PUT', body: { content: 'new' } }],
      ['PUT with If-Match', { method: 'PUT', body: { content: 'new' }, headers: { 'If-Match': '"r1"' } }],
      ['PUT with another If-Match', { method: 'PUT', body: { content: 'new' }, headers: { 'If-Match': '"r2"' } }],
      ['PATCH', { method: 'PATCH', body: { title: 'new' } }],
      ['PATCH without members', { method: 'PATCH', body: {} }],
      ['DELETE', { method: 'DELETE' }],
      ['DELETE with If-Match', { method: 'DELETE', headers: { 'If-Match': '*' } }],
    ])('is not there for a %s', async (__, given) => {
      const row = rowWith(expiresAt());
      await api.table.put(row);
      expect(await call({ ...given, id: 'note' })).toMatchObject({ status: 404, json: { code: 'note-not-found' } });
      expect(await api.table.row(userId, 'note')).toEqual(row);
    });

    test('is in no list, whatever its view and wherever a page ends', async () => {
      await api.table.putAll(['a', 'b', 'd', 'e'].map((id) => rowWith(expiresAt(), id)));
      await api.table.put({ ...noteOf(userId), SK: { S: 'c' } });
      expect(await listed()).toEqual(['c']);
      expect(await listed({ view: 'summary', order: 'asc' })).toEqual(['c']);
      const pages: string[] = [];
      let query: Record<string, string> | undefined = { limit: '1' };
      while (query) {
        const { json } = await call({ method: 'GET', query });
        pages.push(...json.notes.map(({ id }: { id: string }) => id));
        query = json.nextCursor && { limit: '1', cursor: json.nextCursor };
      }
      expect(pages).toEqual(['c']);
    });

    test('gives its id to a PUT with If-None-Match: *, and nothing else', async () => {
      await api.table.put(rowWith(expiresAt()));
      expect((await call({ method: 'PUT', id: 'note', headers: NEW, body: { content: 'new' } })).status).toBe(201);
      const row = await api.table.row(userId, 'note');
      expect(Object.keys(row!).sort()).toEqual(['PK', 'SK', 'createdAt', 'noteContent', 'rev', 'updatedAt']);
      expect((await call({ method: 'GET', id: 'note' })).json).toMatchObject({ content: 'new' });
    });
  });

  describe.each(Object.entries(KEPT))('whose TTL is %s', (_, expiresAt) => {
    test('is a note like any other, and keeps it', async () => {
      const stored = expiresAt();
      await api.table.put(rowWith(stored));
      expect((await call({ method: 'GET', id: 'note' })).status).toBe(200);
      expect(await listed()).toEqual(['note']);
      expect((await call({ method: 'PUT', id: 'note', headers: NEW, body: { content: 'new' } })).status).toBe(412);
      expect((await call({ method: 'PUT', id: 'note', body: { content: 'new' } })).status).toBe(200);
      expect((await call({ method: 'PATCH', id: 'note', body: { title: 'new' } })).status).toBe(200);
      expect((await api.table.row(userId, 'note'))!.expiresAt).toEqual(stored);
      expect((await call({ method: 'DELETE', id: 'note' })).status).toBe(204);
    });
  });

  test('that expired is a note like any other where rows never expire', async () => {
    const lasting = await Functions.start(api.proxy.endpoint, { environment: { [ENVIRONMENT.rowsNeverExpire]: 'true' } });
    await api.table.put(rowWith(inSeconds(-HOUR)));
    const statuses: number[] = [];
    for (const given of [
      { method: 'GET' },
      { method: 'PUT', headers: NEW, body: { content: 'new' } },
      { method: 'PUT', body: { content: 'new' } },
      { method: 'DELETE' },
      { method: 'PUT', headers: NEW, body: { content: 'new' } },
    ]) {
      statuses.push((await lasting.call({ userId, id: 'note', ...given })).status);
    }
    await lasting.close();
    expect(statuses).toEqual([200, 412, 200, 204, 201]);
  });
});
