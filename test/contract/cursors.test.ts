import { expectProblem } from './expectations';
import { Notes } from './notes';
import { newUser, sharedApi, targets } from './target';

type Parts = [version: unknown, order: unknown, user: unknown, lastKey: unknown, ...others: unknown[]];

/** A cursor whose parts are changed, encoded as the API does it. */
function forged(cursor: string, change: (parts: Parts) => unknown): string {
  return Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(cursor, 'base64url').toString())))).toString('base64url');
}

const withLastKey = (lastKey: unknown) => (cursor: string) => forged(cursor, ([version, order, user]) => [version, order, user, lastKey]);

describe.each(targets)('cursors on %s', (target, start) => {
  const api = sharedApi(target, start);
  const notes = new Notes(api);
  const other = new Notes(api);
  let cursor: string;
  beforeAll(async () => {
    await notes.createAll(['0', '1', '2']);
    await other.createAll(['0', '1', '2']);
    cursor = (await notes.list({ limit: '1' })).json.nextCursor;
  });

  test('are opaque text that a URL can hold as it is', () => {
    expect(cursor).toMatch(/^[\w-]+$/);
  });

  test('do not show the user id', async () => {
    expect(Buffer.from(cursor, 'base64url').toString()).not.toContain(notes.user);
  });

  test('are accepted as they were given, so what follows forges them well', async () => {
    const unchanged = forged(cursor, (parts) => parts);
    expect(unchanged).toBe(cursor);
    expect((await notes.list({ cursor: unchanged })).json.notes).toHaveLength(2);
  });

  describe('are 400 invalid-cursor when they are', () => {
    test.each<[name: string, change: (cursor: string) => string]>([
      ['empty', () => ''],
      ['a space', () => ' '],
      ['a word', () => 'x'],
      ['an id', () => '0198c1f0-0000-7000-8000-000000000000'],
      ['JSON', () => '[1,"desc"]'],
      ['truncated', (genuine) => genuine.slice(0, -1)],
      ['half', (genuine) => genuine.slice(0, genuine.length / 2)],
      ['longer', (genuine) => `${genuine}A`],
      ['padded', (genuine) => `${genuine}=`],
      ['followed by a space', (genuine) => `${genuine} `],
      ['preceded by a space', (genuine) => ` ${genuine}`],
      ['edited', (genuine) => `${genuine[0] === 'A' ? 'B' : 'A'}${genuine.slice(1)}`],
      ['encoded twice', (genuine) => Buffer.from(genuine).toString('base64url')],
      ['JSON with a space', (genuine) => Buffer.from(`${Buffer.from(genuine, 'base64url')} `).toString('base64url')],
      ['very long', () => 'A'.repeat(5000)],
      ['of another version', (genuine) => forged(genuine, ([, ...others]) => [2, ...others])],
      ['of no version', (genuine) => forged(genuine, ([, ...others]) => [null, ...others])],
      ['of another order inside', (genuine) => forged(genuine, ([version, , user, lastKey]) => [version, 'asc', user, lastKey])],
      ['of no user', (genuine) => forged(genuine, ([version, order, , lastKey]) => [version, order, '', lastKey])],
      ['with a part more', (genuine) => forged(genuine, (parts) => [...parts, 1])],
      ['with a part less', (genuine) => forged(genuine, (parts) => parts.slice(0, 3))],
      ['an object', (genuine) => forged(genuine, (parts) => ({ ...parts }))],
      ['null', (genuine) => forged(genuine, () => null)],
      ['a number', (genuine) => forged(genuine, () => 5)],
      ['a text', (genuine) => forged(genuine, () => 'desc')],
      ['a DynamoDB key', (genuine) => forged(genuine, () => ({ PK: { S: other.user }, SK: { S: 'a' } }))],
      ['after an empty key', withLastKey('')],
      ['after an internal key', withLastKey('~x')],
      ['after the first internal key', withLastKey('~')],
      ['after a key beyond the internal ones', withLastKey('\u{10ffff}')],
      ['after a key of 1025 bytes', withLastKey('a'.repeat(1025))],
      ['after a key of 1026 bytes in 513 characters', withLastKey('ä'.repeat(513))],
      ['after a lone surrogate', withLastKey('\ud800')],
      ['after a number', withLastKey(5)],
      ['after null', withLastKey(null)],
      ['after an attribute value', withLastKey({ S: 'a' })],
      ['after a list', withLastKey(['a'])],
    ])('%s', async (__, change) => {
      expectProblem(await notes.list({ cursor: change(cursor) }), 400, 'invalid-cursor');
    });

    test('of another user', async () => {
      expectProblem(await other.list({ cursor }), 400, 'invalid-cursor');
    });

    test('of another user, although that one has no notes', async () => {
      expectProblem(await new Notes(api, newUser()).list({ cursor }), 400, 'invalid-cursor');
    });

    test('of the other order', async () => {
      expectProblem(await notes.list({ cursor, order: 'asc' }), 400, 'invalid-cursor');
    });

    test('of the other order, the other way round', async () => {
      const { json } = await notes.list({ limit: '1', order: 'asc' });
      expectProblem(await notes.list({ cursor: json.nextCursor }), 400, 'invalid-cursor');
    });

    test('escaped to bytes that are not UTF-8', async () => {
      expectProblem(await notes.list('cursor=%FF'), 400, 'invalid-cursor');
    });
  });

  test('with a user id inside lead to no notes of that user', async () => {
    const {
      json: { nextCursor: foreign },
    } = await other.list({ limit: '1' });
    const borrowed = forged(cursor, ([version, order, user]) => [
      version, order, user,
      JSON.parse(Buffer.from(foreign, 'base64url').toString())[3],
    ]);
    const { json } = await notes.list({ cursor: borrowed });
    const mine = await notes.ids();
    expect(json.notes.filter(({ id }: { id: string }) => !mine.includes(id))).toEqual([]);
  });
});
