import { expectCommonHeaders, expectProblem } from './expectations';
import { newUser, Target, targets } from './target';

const MINUTE = 60_000;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe.each(targets)('POST /notes/{userId} on %s', (_, start) => {
  let api: Target;
  beforeAll(async () => { api = await start(); });
  afterAll(async () => { await api.stop(); });

  const post = (user: string, body: unknown, headers?: Record<string, string>) =>
    api.call('POST', `/notes/${user}`, { body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body), headers });
  const created = async (user: string, body: unknown) => {
    const { json: { noteId } } = await post(user, body);
    return (await api.call('GET', `/notes/${user}/${noteId}`)).json;
  };

  describe('creates', () => {
    test('a note and answers its id, dates and entity tag', async () => {
      const answer = await post(newUser(), { content: 'Buy milk' });
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(answer.json).toEqual({
        noteId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        createdAt: expect.stringMatching(DATE_TIME),
        updatedAt: expect.stringMatching(DATE_TIME),
        etag: expect.stringMatching(/^"[\w-]{16,}"$/),
      });
      expect(answer.headers.etag).toBe(answer.json.etag);
      expectCommonHeaders(answer);
    });

    test('a note that its Location leads to', async () => {
      const user = newUser();
      const { headers: { location }, json: { noteId } } = await post(user, { content: 'here' });
      expect(location.endsWith(`/notes/${user}/${noteId}`)).toBe(true);
      expect((await api.follow(location)).json).toMatchObject({ id: noteId, content: 'here' });
    });

    test('a note at a Location that is encoded for a user id that needs it', async () => {
      const { headers: { location } } = await post('J%C3%BCrgen%20%26%20co%3F', { content: 'here' });
      expect(location).toMatch(/\/notes\/J%C3%BCrgen%20%26%20co%3F\/[\w-]+$/);
      expect((await api.follow(location)).status).toBe(200);
    });

    test('notes whose ids sort by their time of creation', async () => {
      const user = newUser();
      const ids: string[] = [];
      for (let i = 0; i < 5; i++) {
        ids.push((await post(user, { content: `${i}` })).json.noteId);
      }
      expect(ids.toSorted()).toEqual(ids);
    });

    test('fifty notes at once, each its own', async () => {
      const user = newUser();
      const answers = await Promise.all(Array.from({ length: 50 }, (__, i) => post(user, { content: `${i}` })));
      expect(new Set(answers.map(({ json }) => json.noteId)).size).toBe(50);
      expect(new Set(answers.map(({ json }) => json.etag)).size).toBe(50);
      const contents = await Promise.all(answers.map(async ({ json }) => (await api.call('GET', `/notes/${user}/${json.noteId}`)).json.content));
      expect(contents).toEqual(answers.map((__, i) => `${i}`));
    });

    test.each([
      ['no', undefined],
      ['a JSON', 'application/json; charset=utf-8'],
      ['curl\'s', 'application/x-www-form-urlencoded'],
      ['fetch\'s', 'text/plain;charset=UTF-8'],
      ['an unknown', 'application/x-unknown'],
    ])('a note from a body of %s media type', async (__, type) => {
      expect((await post(newUser(), { content: 'any type' }, type ? { 'content-type': type } : {})).status).toBe(200);
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
      expect((await created(newUser(), { content })).content).toBe(content);
    });

    test('a note from JSON escapes', async () => {
      expect((await created(newUser(), '{"content":"\\u00e4\\ud83d\\ude00\\u0000"}')).content).toBe('ä😀\u0000');
    });

    test('a note with a title', async () => {
      expect(await created(newUser(), { content: 'c', title: 'Shopping 🛒' })).toMatchObject({ title: 'Shopping 🛒' });
    });

    test('a note without a title, which then is not a member', async () => {
      expect(await created(newUser(), { content: 'c' })).not.toHaveProperty('title');
    });

    test.each([['empty', ''], ['of 1024 bytes', 'ä'.repeat(512)]])('a note with a title that is %s', async (__, title) => {
      expect((await created(newUser(), { content: 'c', title })).title).toBe(title);
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
      const user = newUser();
      const note = await created(user, { content: 'mine', ...extra });
      expect(note).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/), content: 'mine', etag: expect.any(String), createdAt: expect.any(String), updatedAt: expect.any(String),
      });
      expect(Date.parse(note.updatedAt)).toBeGreaterThan(Date.now() - 5 * MINUTE);
      expect(note.etag).not.toBe('"chosen"');
    });

    test('a note and ignores __proto__', async () => {
      expect(await created(newUser(), '{"content":"mine","__proto__":{"title":"polluted"}}')).not.toHaveProperty('title');
    });

    test('a note with the last of two members of one name, as JSON.parse reads it', async () => {
      expect((await created(newUser(), '{"content":"first","content":"last"}')).content).toBe('last');
    });

    test.each([
      ['2020-02-29T12:34:56Z', '2020-02-29T12:34:56.000Z'],
      ['2020-02-29T12:34:56.789Z', '2020-02-29T12:34:56.789Z'],
      ['2020-02-29t12:34:56.7891234z', '2020-02-29T12:34:56.789Z'],
      ['2020-02-29T23:34:56-05:30', '2020-03-01T05:04:56.000Z'],
      ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ])('an import of %s that keeps its date, in its id too', async (createdAt, normal) => {
      const note = await created(newUser(), { content: 'old', createdAt });
      expect(note.createdAt).toBe(normal);
      expect(parseInt(note.id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse(normal));
    });

    test('an import of a clock that is four minutes ahead', async () => {
      expect((await post(newUser(), { content: 'c', createdAt: new Date(Date.now() + 4 * MINUTE).toISOString() })).status).toBe(200);
    });
  });

  describe('answers 400', () => {
    test.each([
      ['no body', ''],
      ['half a body', '{"content":"x"'],
      ['single quotes', "{'content':'x'}"],
      ['two documents', '{"content":"x"}{"content":"y"}'],
      ['a form', 'content=x'],
      ['NaN', '{"content":NaN}'],
      ['a byte order mark', '\ufeff{"content":"x"}'],
      ['a raw control character', '{"content":"a\u0000b"}'],
    ])('invalid-json to %s', async (__, body) => {
      expectProblem(await post(newUser(), body), 400, 'invalid-json');
    });

    test.each(['null', 'true', '5', '"content"', '[]', '[{"content":"x"}]'])('invalid-body to %s', async (body) => {
      expectProblem(await post(newUser(), body), 400, 'invalid-body');
    });

    test.each([
      ['no content', {}, 'is required'],
      ['content in another case', { Content: 'x' }, 'is required'],
      ['content 5', { content: 5 }, 'must be a string'],
      ['content null', { content: null }, 'must be a string'],
      ['content true', { content: true }, 'must be a string'],
      ['content as a list', { content: ['x'] }, 'must be a string'],
      ['content as an attribute value', { content: { S: 'x' } }, 'must be a string'],
      ['a lone surrogate', '{"content":"\\ud800"}', 'well-formed Unicode'],
      ['a reversed surrogate pair', '{"content":"\\ude00\\ud83d"}', 'well-formed Unicode'],
    ])('invalid-field to %s', async (__, body, detail) => {
      expectProblem(await post(newUser(), body), 400, 'invalid-field', { errors: [{ pointer: '#/content', detail: expect.stringContaining(detail) }] });
    });

    test.each([
      ['5', 5, 'must be a string'],
      ['null', null, 'must be a string'],
      ['1025 bytes', 'a'.repeat(1025), 'at most 1024 bytes'],
      ['513 characters of 1026 bytes', 'ä'.repeat(513), 'at most 1024 bytes'],
      ['a line break', 'a\nb', 'control characters'],
      ['a C1 control character', 'a\u0085b', 'control characters'],
    ])('invalid-field to a title of %s', async (__, title, detail) => {
      expectProblem(await post(newUser(), { content: 'c', title }), 400, 'invalid-field', {
        errors: [{ pointer: '#/title', detail: expect.stringContaining(detail) }],
      });
    });

    test.each([
      5, null, '', 'yesterday', '2020-01-01', '2020-01-01T00:00:00', '2020-01-01T00:00Z', '2020-1-1T00:00:00Z', '2021-02-29T00:00:00Z',
      '2020-00-10T00:00:00Z', '2020-13-01T00:00:00Z', '2020-01-01T24:00:00Z', '2020-01-01T00:60:00Z', '2016-12-31T23:59:60Z',
      '2020-01-01T00:00:00+24:00', '1969-12-31T23:59:59.999Z', '+02020-01-01T00:00:00Z', new Date(Date.now() + 7 * MINUTE).toISOString(),
    ])('invalid-field to createdAt %p', async (createdAt) => {
      expectProblem(await post(newUser(), { content: 'c', createdAt }), 400, 'invalid-field', {
        errors: [{ pointer: '#/createdAt', detail: expect.any(String) }],
      });
    });

    test('with every member that is not acceptable at once', async () => {
      const { json } = await post(newUser(), { title: 5, createdAt: 'now' });
      expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['#/content', '#/title', '#/createdAt']);
    });

    test('without a word of what was sent', async () => {
      const answer = await post(newUser(), '{"content":"Sup3rSecret"');
      expect(answer.text).not.toContain('Sup3r');
    });

    test.each([
      ['a lone percent sign', '%'],
      ['a half escape', '%4'],
      ['an escape that is not hexadecimal', '%zz'],
      ['escapes that are not UTF-8', '%C3%28'],
      ['an escaped surrogate', '%ED%A0%80'],
      ['a decoded slash', 'a%2Fb'],
      ['a decoded NUL', 'a%00b'],
      ['a decoded line break', 'a%0Ab'],
      ['a decoded DEL', 'a%7Fb'],
      ['a dot segment', '.'],
      ['two dots, which URL parsers resolve away', '..'],
      ['two escaped dots, which they resolve away too', '%2e%2E'],
      ['2049 bytes', 'a'.repeat(2049)],
      ['2050 bytes in 1025 characters', '%C3%A4'.repeat(1025)],
    ])('invalid-user-id to %s', async (__, user) => {
      expectProblem(await post(user, { content: 'c' }), 400, 'invalid-user-id');
    });
  });

  describe('takes a user id', () => {
    test.each([
      ['of 2048 bytes', 'a'.repeat(2048)],
      ['with a space', 'a%20b'],
      ['with a plus sign, which is no space', 'a+b'],
      ['with a percent sign', '100%25'],
      ['of three dots', '...'],
      ['of emoji', '%F0%9F%98%80'],
      ['of an address', 'me@example.com'],
      ['named __proto__', '__proto__'],
    ])('%s', async (__, user) => {
      expect(await created(user, { content: 'mine' })).toMatchObject({ content: 'mine' });
    });

    test('decoded once: one that decoded twice would be another is not that other', async () => {
      const user = newUser();
      const { json: { noteId } } = await post(`${user}%2541`, { content: 'mine' });
      expect((await api.call('GET', `/notes/${user}%25%34%31/${noteId}`)).status).toBe(200);
      expect((await api.call('GET', `/notes/${user}A/${noteId}`)).status).toBe(404);
    });

    test('as the same one however it is escaped', async () => {
      const { json: { noteId } } = await post('al%69ce', { content: 'mine' });
      expect((await api.call('GET', `/notes/alice/${noteId}`)).status).toBe(200);
      expect((await api.call('GET', `/notes/Alice/${noteId}`)).status).toBe(404);
    });
  });

  describe('counts the bytes of an item as DynamoDB does', () => {
    const itemOverhead = (user: string) => {
      const values = [user, 'x'.repeat(36), '2020-01-01T00:00:00.000Z', '2020-01-01T00:00:00.000Z', 'x'.repeat(16)];
      return ['PK', 'SK', 'createdAt', 'updatedAt', 'rev', 'noteContent', ...values].join('').length;
    };

    test('a note of exactly 409600 bytes is created', async () => {
      const user = newUser();
      const content = 'x'.repeat(409_600 - itemOverhead(user));
      expect((await created(user, { content })).content).toHaveLength(content.length);
    });

    test('a note of one byte more is a 413 that tells limit and size', async () => {
      const user = newUser();
      const content = 'x'.repeat(409_600 - itemOverhead(user) + 1);
      expectProblem(await post(user, { content }), 413, 'note-too-large', { limit: 409_600, actual: 409_601 });
    });

    test('a note of many characters of few bytes counts in bytes', async () => {
      expectProblem(await post(newUser(), { content: '€'.repeat(140_000) }), 413, 'note-too-large', { actual: expect.any(Number) });
    });
  });
});
