import { expectProblem } from './expectations';
import { NoteDocument, Notes, roomForContent } from './notes';
import { sharedApi, targets } from './target';

/** Ids that no note has, and that no note can be created with. */
const NO_IDS: [name: string, id: string][] = [
  ['a lone percent sign', '%'],
  ['an escape that is not hexadecimal', '%zz'],
  ['escapes that are not UTF-8', '%C3%28'],
  ['an internal id', '~idempotency-key%23x'],
  ['an escaped internal id', '%7Eid'],
  ['an id with a tilde in it', 'a~b'],
  ['an id after every tilde', '%C3%A4'],
  ['an id of 1025 bytes', 'a'.repeat(1025)],
];

describe.each(targets)('PUT /notes/{userId}/{id} on %s', (target, start) => {
  const api = sharedApi(target, start);
  let notes: Notes;
  let note: NoteDocument;
  beforeEach(async () => {
    notes = new Notes(api);
    note = await notes.create({ content: 'before', title: 'before', createdAt: '2020-01-01T00:00:00Z' });
  });

  describe('replaces', () => {
    test('a note and answers it as it is read', async () => {
      const answer = await notes.put(note.id, { content: 'after', title: 'after' });
      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({
        ...note,
        content: 'after',
        title: 'after',
        updatedAt: expect.any(String),
        etag: expect.stringMatching(/^"[\w-]{16,}"$/),
      });
      expect(answer.headers.etag).toBe(answer.json.etag);
      expect(await notes.read(note.id)).toEqual(answer.json);
    });

    test('a note, which has another entity tag and date each time, even with the same content', async () => {
      const first = (await notes.put(note.id, { content: 'same' })).json;
      const second = (await notes.put(note.id, { content: 'same' })).json;
      expect(new Set([note.etag, first.etag, second.etag]).size).toBe(3);
      expect([note.updatedAt, first.updatedAt, second.updatedAt].toSorted()).toEqual([note.updatedAt, first.updatedAt, second.updatedAt]);
    });

    test('a note without a title: the old one is removed', async () => {
      const { json } = await notes.put(note.id, { content: 'after' });
      expect(json).not.toHaveProperty('title');
      expect(await notes.read(note.id)).toEqual(json);
    });

    test.each([
      ['another', '2000-02-03T04:05:06Z'],
      ['a later', '2022-01-01T00:00:00Z'],
      ['a future', '9999-12-31T23:59:59.999Z'],
      ['no', 'yesterday'],
      ['a numeric', 5],
      ['a null', null],
    ])('a note that keeps its date of creation, whatever %s one is sent', async (__, createdAt) => {
      expect((await notes.put(note.id, { content: 'after', createdAt })).json.createdAt).toBe(note.createdAt);
    });

    test('a note, and a patched one, from bodies with a byte order mark', async () => {
      const headers = { 'content-type': 'text/plain' };
      expect((await notes.put(note.id, '\ufeff{"content":"after"}', headers)).json.content).toBe('after');
      expect((await notes.patch(note.id, '\ufeff{"title":"after"}', headers)).json).toMatchObject({ content: 'after', title: 'after' });
    });

    test.each([
      ['PK and SK', '{"content":"after","PK":"mallory","SK":"chosen"}'],
      ['id and noteId', '{"content":"after","id":"chosen","noteId":"chosen"}'],
      ['rev and etag', '{"content":"after","rev":"chosen","etag":"\\"chosen\\""}'],
      ['updatedAt', '{"content":"after","updatedAt":"2000-01-01T00:00:00.000Z"}'],
      ['noteContent and expiresAt', '{"content":"after","noteContent":"other","expiresAt":1}'],
      ['__proto__', '{"content":"after","__proto__":{"title":"polluted"}}'],
      ['constructor', '{"content":"after","constructor":{"prototype":{"title":"polluted"}}}'],
      ['an unknown member', '{"content":"after","colour":"red"}'],
    ])('a note and ignores %s', async (__, body) => {
      const { json } = await notes.put(note.id, body);
      expect(json).toEqual({
        id: note.id,
        content: 'after',
        createdAt: note.createdAt,
        updatedAt: expect.any(String),
        etag: expect.any(String),
      });
      expect(json.updatedAt >= note.updatedAt).toBe(true);
      expect(json.etag).not.toBe('"chosen"');
      expect((await notes.list()).json).toEqual({ notes: [json] });
    });

    test.each([
      ['nothing', ''],
      ['NUL and control characters', 'a\u0000\u0001\u007f\u0085'],
      ['emoji', '👩‍👩‍👧‍👦'],
      ['right-to-left text', 'שלום \u202eעולם'],
      ['an expression', '#content = :content REMOVE PK'],
      ['300 KB', 'ä'.repeat(150_000)],
    ])('a note by one that holds %s, byte for byte', async (__, content) => {
      await notes.put(note.id, { content });
      expect((await notes.read(note.id)).content).toBe(content);
    });

    test.each([
      ['empty', ''],
      ['of 1024 bytes', 'ä'.repeat(512)],
      ['of emoji', '🛒'],
    ])('a note by one with a title that is %s', async (__, title) => {
      expect((await notes.put(note.id, { content: 'c', title })).json).toMatchObject({ title });
    });

    test('an empty note', async () => {
      const empty = await notes.create({ content: '' });
      expect((await notes.put(empty.id, { content: 'after' })).json).toMatchObject({ content: 'after' });
    });

    test.each([
      ['a JSON', 'application/json; charset=utf-8'],
      ['curl\'s', 'application/x-www-form-urlencoded'],
      ['fetch\'s', 'text/plain;charset=UTF-8'],
      ['an unknown', 'application/x-unknown'],
    ])('a note by a body of %s media type', async (__, type) => {
      expect((await notes.put(note.id, { content: 'any type' }, { 'content-type': type })).status).toBe(200);
    });

    test('one note and no other', async () => {
      const other = await notes.create({ content: 'other' });
      await notes.put(note.id, { content: 'after' });
      expect(await notes.read(other.id)).toEqual(other);
    });
  });

  describe('is 404 note-not-found and creates nothing for', () => {
    test('a note that there is not', async () => {
      expectProblem(await notes.put('no-such-note', { content: 'c' }), 404, 'note-not-found');
      expect(await notes.ids()).toEqual([note.id]);
      expectProblem(await notes.get('no-such-note'), 404, 'note-not-found');
    });

    test('the note of another user', async () => {
      const other = new Notes(api);
      expectProblem(await other.put(note.id, { content: 'c' }), 404, 'note-not-found');
      expect(await other.ids()).toEqual([]);
      expect(await notes.read(note.id)).toEqual(note);
    });

    test('a note that is deleted', async () => {
      await notes.delete(note.id);
      expectProblem(await notes.put(note.id, { content: 'c' }), 404, 'note-not-found');
      expect(await notes.ids()).toEqual([]);
    });

    test.each(NO_IDS)('%s', async (__, id) => {
      expectProblem(await notes.put(id, { content: 'c' }), 404, 'note-not-found');
      expectProblem(await notes.put(id, { content: 'c' }, { 'if-none-match': '*' }), 404, 'note-not-found');
      expect(await notes.ids()).toEqual([note.id]);
    });
  });

  describe('with If-None-Match: *', () => {
    const create = (id: string, body: object = { content: 'c' }) => notes.put(id, body, { 'if-none-match': '*' });

    test('creates a note under its client\'s id and tells where', async () => {
      const answer = await create('mine', { content: 'Buy milk', title: 'Errands' });
      expect(answer.status).toBe(201);
      expect(answer.json).toEqual({
        id: 'mine',
        content: 'Buy milk',
        title: 'Errands',
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
        etag: expect.any(String),
      });
      expect(answer.headers.etag).toBe(answer.json.etag);
      expect(answer.headers.location).toBe('mine');
      expect((await api.follow(answer, answer.headers.location)).json).toEqual(answer.json);
      expect(await notes.ids()).toContain('mine');
    });

    test('creates a note that keeps the date of an import', async () => {
      expect((await create('mine', { content: 'c', createdAt: '2020-02-29T12:34:56+01:00' })).json.createdAt).toBe(
        '2020-02-29T11:34:56.000Z',
      );
    });

    test.each(['a', '0', '-', '_', 'A-z_0-9', 'a'.repeat(128), '__proto__', 'PK', '0198c1f0-0000-7000-8000-000000000000'])(
      'creates a note under the id %s',
      async (id) => {
        expect((await create(id)).status).toBe(201);
        expect(await notes.read(id)).toMatchObject({ id, content: 'c' });
      },
    );

    test.each(['a%20b', 'a.b', 'a:b', 'a+b', '%23', 'a%0A', 'a%00', 'a%2Fb', '%22', 'a'.repeat(129), 'a%C3%A4', 'a%F0%9F%98%80'])(
      'is 400 invalid-parameter for the id %s', async (id) => {
        expectProblem(await create(id), 400, 'invalid-parameter', { errors: [{ parameter: 'id', detail: expect.any(String) }] });
        expect(await notes.ids()).toEqual([note.id]);
      });

    test('is 412 for a note that there is, and tells it', async () => {
      const answer = await create(note.id);
      expectProblem(answer, 412, 'precondition-failed');
      expect({ current: answer.json.current, etag: answer.headers.etag }).toEqual({ current: note, etag: note.etag });
      expect(await notes.read(note.id)).toEqual(note);
    });

    test('is 412 even for the very same note: whether an earlier request made it nobody knows', async () => {
      expect((await create('mine')).status).toBe(201);
      expectProblem(await create('mine'), 412, 'precondition-failed');
    });

    test('creates a note again that was deleted, with another entity tag', async () => {
      const { json: { etag } } = await create('mine');
      await notes.delete('mine');
      expect((await create('mine')).status).toBe(201);
      expectProblem(await notes.put('mine', { content: 'stale' }, { 'if-match': etag }), 412, 'precondition-failed');
    });

    test('creates notes of two users under the same id', async () => {
      const other = new Notes(api);
      await create('same', { content: 'mine' });
      expect((await other.put('same', { content: 'theirs' }, { 'if-none-match': '*' })).status).toBe(201);
      expect((await notes.read('same')).content).toBe('mine');
    });
  });

  describe('counts the bytes of an item as DynamoDB does', () => {
    test('a note of exactly 409600 bytes is stored', async () => {
      expect((await notes.put(note.id, { content: 'x'.repeat(roomForContent(notes.user)) })).status).toBe(200);
    });

    test('a new note of as many bytes is stored', async () => {
      // Engines limit the request of an update, too: its names and clauses take up to 128 bytes more than the item.
      const content = 'x'.repeat(roomForContent(notes.user, 3) - 128);
      expect((await notes.put('new', { content }, { 'if-none-match': '*' })).status).toBe(201);
    });

    test('a note of one byte more is a 413, and the old one stays', async () => {
      expectProblem(await notes.put(note.id, { content: 'x'.repeat(roomForContent(notes.user) + 1) }), 413, 'note-too-large', {
        limit: 409_600,
      });
      expect(await notes.read(note.id)).toEqual(note);
    });

    test('a new note of one byte more is a 413 that tells limit and size', async () => {
      const content = 'x'.repeat(roomForContent(notes.user, 3) + 1);
      expectProblem(await notes.put('new', { content }, { 'if-none-match': '*' }), 413, 'note-too-large', {
        limit: 409_600,
        actual: 409_601,
      });
      expect(await notes.ids()).toEqual([note.id]);
    });

    test('a note of many characters of few bytes is a 413 that tells limit and size', async () => {
      expectProblem(await notes.put(note.id, { content: '€'.repeat(140_000) }), 413, 'note-too-large', {
        limit: 409_600,
        actual: expect.any(Number),
      });
      expect(await notes.read(note.id)).toEqual(note);
    });
  });
});
