import { expectProblem } from './expectations';
import { Notes, roomForContent } from './notes';
import { sharedApi, targets } from './target';

const MINUTE = 60_000;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe.each(targets)('POST /notes/{userId} on %s', (target, start) => {
  const api = sharedApi(target, start);
  let notes: Notes;
  beforeEach(() => { notes = new Notes(api); });

  describe('creates', () => {
    test('a note and answers its id, dates and entity tag', async () => {
      const answer = await notes.post({ content: 'Buy milk' });
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(answer.json).toEqual({
        noteId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        createdAt: expect.stringMatching(DATE_TIME),
        updatedAt: expect.stringMatching(DATE_TIME),
        etag: expect.stringMatching(/^"[\w-]{16,}"$/),
      });
      expect(answer.headers.etag).toBe(answer.json.etag);
    });

    test('a note that its Location leads to', async () => {
      const answer = await notes.post({ content: 'here' });
      const { headers: { location }, json: { noteId } } = answer;
      expect(location).toBe(`${notes.user}/${noteId}`);
      expect((await api.follow(answer, location)).json).toMatchObject({ id: noteId, content: 'here' });
    });

    test.each([
      ['is escaped', 'J%C3%BCrgen%20%26%20co%3F'],
      ['has a colon', 'us-east-1:1'],
      ['could end a reference', 'a;b=c,d%3Fe%23f%5Cg%22%3E'],
    ])('a note that its Location leads to, of a user id that %s', async (__, user) => {
      const answer = await new Notes(api, user).post({ content: 'here' });
      expect(answer.headers.location).toMatch(new RegExp(`^(\\./)?${user}/[\\w-]+$`));
      expect((await api.follow(answer, answer.headers.location)).json.content).toBe('here');
    });

    test('notes whose ids sort by their time of creation', async () => {
      const ids: string[] = [];
      for (let i = 0; i < 5; i++) {
        ids.push((await notes.post({ content: `${i}` })).json.noteId);
      }
      expect(ids.toSorted()).toEqual(ids);
    });

    test('fifty notes at once, each its own', async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, (__, i) => notes.post({ content: `${i}` })));
      expect(new Set(answers.map(({ json }) => json.noteId)).size).toBe(50);
      expect(new Set(answers.map(({ json }) => json.etag)).size).toBe(50);
      const contents = await Promise.all(answers.map(async ({ json }) => (await notes.read(json.noteId)).content));
      expect(contents).toEqual(answers.map((__, i) => `${i}`));
    });

    test.each([
      ['no', undefined],
      ['a JSON', 'application/json; charset=utf-8'],
      ['curl\'s', 'application/x-www-form-urlencoded'],
      ['fetch\'s', 'text/plain;charset=UTF-8'],
      ['an unknown', 'application/x-unknown'],
    ])('a note from a body of %s media type', async (__, type) => {
      expect((await notes.post({ content: 'any type' }, type ? { 'content-type': type } : {})).status).toBe(200);
    });

    test.each([
      ['nothing', ''],
      ['spaces', '  \t '],
      ['lines', 'one\r\ntwo\n\nthree'],
      ['quotes and backslashes', '"\\" \'\\\' `${x}`'],
      ['NUL', 'a\u0000b'],
      ['control characters', '\u0001\u001b[31m\u007f\u0085'],
      ['emoji', '👩‍👩‍👧‍👦 🏳️‍🌈'],
      ['right-to-left text', 'שלום \u202eעולם'],
      ['combining characters, not normalised', 'e\u0301 é'],
      ['line and paragraph separators', '\u2028\u2029\ufeff'],
      ['non-characters', '\ufffe\uffff'],
      ['JSON', '{"content":"inner"}'],
      ['an expression', '#name = :value attribute_not_exists(PK)'],
      ['300 KB', 'ä'.repeat(150_000)],
    ])('a note that holds %s, byte for byte', async (__, content) => {
      expect((await notes.create({ content })).content).toBe(content);
    });

    test.each(['text/plain', 'application/x-www-form-urlencoded'])('a note from a body of the type %s with a byte order mark', async (type) => {
      expect((await notes.post('\ufeff{"content":"x"}', { 'content-type': type })).status).toBe(200);
    });

    test('a note from JSON escapes', async () => {
      expect((await notes.create('{"content":"\\u00e4\\ud83d\\ude00\\u0000"}')).content).toBe('ä😀\u0000');
    });

    test('a note with a title', async () => {
      expect(await notes.create({ content: 'c', title: 'Shopping 🛒' })).toMatchObject({ title: 'Shopping 🛒' });
    });

    test('a note without a title, which then is not a member', async () => {
      expect(await notes.create({ content: 'c' })).not.toHaveProperty('title');
    });

    test.each([['empty', ''], ['of 1024 bytes', 'ä'.repeat(512)]])('a note with a title that is %s', async (__, title) => {
      expect((await notes.create({ content: 'c', title })).title).toBe(title);
    });

    test.each([
      ['PK', { PK: 'mallory' }],
      ['SK', { SK: 'chosen' }],
      ['id and noteId', { id: 'chosen', noteId: 'chosen' }],
      ['rev and etag', { rev: 'chosen', etag: '"chosen"' }],
      ['noteContent', { noteContent: 'other' }],
      ['updatedAt', { updatedAt: '2000-01-01T00:00:00.000Z' }],
      ['expiresAt', { expiresAt: 1 }],
      ['userId', { userId: 'mallory' }],
      ['constructor', { constructor: { prototype: { title: 'x' } } }],
      ['an unknown member', { colour: 'red' }],
    ])('a note and ignores %s', async (__, extra) => {
      const note = await notes.create({ content: 'mine', ...extra });
      expect(note).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        content: 'mine',
        etag: expect.any(String),
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
      });
      expect(Date.parse(note.updatedAt)).toBeGreaterThan(Date.now() - 5 * MINUTE);
      expect(note.etag).not.toBe('"chosen"');
    });

    test('a note and ignores __proto__', async () => {
      expect(await notes.create('{"content":"mine","__proto__":{"title":"polluted"}}')).not.toHaveProperty('title');
    });

    test('a note with the last of two members of one name, as JSON.parse reads it', async () => {
      expect((await notes.create('{"content":"first","content":"last"}')).content).toBe('last');
    });

    test.each([
      ['2020-02-29T12:34:56Z', '2020-02-29T12:34:56.000Z'],
      ['2020-02-29T12:34:56.789Z', '2020-02-29T12:34:56.789Z'],
      ['2020-02-29t12:34:56.7891234z', '2020-02-29T12:34:56.789Z'],
      ['2020-02-29T23:34:56-05:30', '2020-03-01T05:04:56.000Z'],
      ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ])('an import of %s that keeps its date, in its id too', async (createdAt, normal) => {
      const note = await notes.create({ content: 'old', createdAt });
      expect(note.createdAt).toBe(normal);
      expect(parseInt(note.id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse(normal));
    });

    test('an import of a clock that is four minutes ahead', async () => {
      expect((await notes.post({ content: 'c', createdAt: new Date(Date.now() + 4 * MINUTE).toISOString() })).status).toBe(200);
    });
  });

  describe('counts the bytes of an item as DynamoDB does', () => {
    test('a note of exactly 409600 bytes is created', async () => {
      const content = 'x'.repeat(roomForContent(notes.user));
      expect((await notes.create({ content })).content).toHaveLength(content.length);
    });

    test('a note of one byte more is a 413 that tells limit and size', async () => {
      const content = 'x'.repeat(roomForContent(notes.user) + 1);
      expectProblem(await notes.post({ content }), 413, 'note-too-large', { limit: 409_600, actual: 409_601 });
    });

    test('a note of many characters of few bytes counts in bytes', async () => {
      expectProblem(await notes.post({ content: '€'.repeat(140_000) }), 413, 'note-too-large', { actual: expect.any(Number) });
    });
  });
});
