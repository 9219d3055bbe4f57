import { expectProblem } from './expectations';
import { NoteDocument, Notes, roomForContent } from './notes';
import { sharedApi, targets } from './target';

const MERGE_PATCH = { 'content-type': 'application/merge-patch+json' };

describe.each(targets)('PATCH /notes/{userId}/{id} on %s', (target, start) => {
  const api = sharedApi(target, start);
  let notes: Notes;
  let note: NoteDocument;
  beforeEach(async () => {
    notes = new Notes(api);
    note = await notes.create({ content: 'before', title: 'before', createdAt: '2020-01-01T00:00:00Z' });
  });

  describe('changes', () => {
    test.each([
      ['the content alone', { content: 'after' }],
      ['the title alone', { title: 'after' }],
      ['both', { content: 'after', title: 'after' }],
      ['the content to nothing', { content: '' }],
      ['the title to nothing, which is not to remove it', { title: '' }],
      ['the title to 1024 bytes', { title: 'ä'.repeat(512) }],
      ['the content to control characters', { content: 'a\u0000\u0001\u0085' }],
      ['the content to an expression', { content: '#content = :content REMOVE PK' }],
      ['what it knows, and ignores the rest', { title: 'after', colour: 'red' }],
    ])('%s', async (__, { colour, ...members }: Record<string, string>) => {
      const answer = await notes.patch(note.id, colour ? { ...members, colour } : members, MERGE_PATCH);
      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({ ...note, ...members, updatedAt: expect.any(String), etag: expect.stringMatching(/^"[\w-]{16,}"$/) });
      expect(answer.headers.etag).toBe(answer.json.etag);
      expect(answer.json.etag).not.toBe(note.etag);
      expect(await notes.read(note.id)).toEqual(answer.json);
    });

    test('the title to none', async () => {
      const { title, ...others } = note;
      const { json } = await notes.patch(note.id, { title: null }, MERGE_PATCH);
      expect(json).toEqual({ ...others, updatedAt: expect.any(String), etag: expect.any(String) });
      expect(await notes.read(note.id)).toEqual(json);
    });

    test('the title to none where there is none', async () => {
      const untitled = await notes.create({ content: 'c' });
      expect((await notes.patch(untitled.id, { title: null })).json).not.toHaveProperty('title');
    });

    test('an empty note', async () => {
      const empty = await notes.create({ content: '' });
      expect((await notes.patch(empty.id, { title: 'after' })).json).toMatchObject({ content: '', title: 'after' });
    });

    test('one note and no other', async () => {
      const other = await notes.create({ content: 'other' });
      await notes.patch(note.id, { content: 'after' });
      expect(await notes.read(other.id)).toEqual(other);
    });
  });

  test.each([
    ['no', {}],
    ['a JSON', { 'content-type': 'application/json' }],
    ['a JSON media type with parameters, so of', { 'content-type': 'application/json; charset=utf-8' }],
    ['the merge patch\'s', MERGE_PATCH],
    ['the merge patch\'s media type with parameters, so of', { 'content-type': 'application/merge-patch+json; charset=utf-8; x=y' }],
    ['curl\'s', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['fetch\'s', { 'content-type': 'text/plain;charset=UTF-8' }],
  ])('takes a body of %s media type', async (__, headers) => {
    expect((await notes.patch(note.id, { title: 'any type' }, headers)).json).toMatchObject({ title: 'any type' });
  });

  test.each([
    'application/json-patch+json',
    'application/json-patch+json; charset=utf-8',
    'Application/JSON-Patch+JSON',
    'application/json-patch+json;x=y',
  ])('answers 415 to a body of the type %s, and tells which patches there are', async (type) => {
    const answer = await notes.patch(note.id, [{ op: 'replace', path: '/content', value: 'after' }], { 'content-type': type });
    expectProblem(answer, 415, 'unsupported-patch-type');
    expect(answer.headers['accept-patch']).toBe('application/merge-patch+json');
    expect(await notes.read(note.id)).toEqual(note);
  });

  test('answers 415 even to a merge patch that calls itself a JSON Patch', async () => {
    expectProblem(
      await notes.patch(note.id, { title: 'after' }, { 'content-type': 'application/json-patch+json' }),
      415,
      'unsupported-patch-type',
    );
  });

  test('of nothing changes nothing, entity tag and date included', async () => {
    const answer = await notes.patch(note.id, {}, MERGE_PATCH);
    expect({ status: answer.status, json: answer.json, etag: answer.headers.etag }).toEqual({ status: 200, json: note, etag: note.etag });
    expect(await notes.read(note.id)).toEqual(note);
  });

  test.each([
    ['an unknown member', '{"colour":"red"}'],
    ['a known member in another case', '{"Title":"after"}'],
    ['createdAt, which only a new note takes', '{"createdAt":"2020-01-01T00:00:00Z"}'],
    ['PK and SK', '{"PK":"mallory","SK":"chosen"}'],
    ['rev and etag', '{"rev":"chosen","etag":"\\"chosen\\""}'],
    ['noteContent', '{"noteContent":"after"}'],
    ['updatedAt and expiresAt', '{"updatedAt":"2000-01-01T00:00:00.000Z","expiresAt":1}'],
    ['__proto__', '{"__proto__":{"title":"polluted"}}'],
    ['constructor', '{"constructor":{"prototype":{"title":"polluted"}}}'],
    ['an unknown member that is null', '{"colour":null}'],
  ])('of nothing but %s is 400 no-known-member', async (__, body) => {
    expectProblem(await notes.patch(note.id, body), 400, 'no-known-member');
    expectProblem(await notes.patch(note.id, body, { 'content-type': 'text/plain' }), 400, 'no-known-member');
    expect(await notes.read(note.id)).toEqual(note);
  });

  test.each([
    ['PK and SK', '{"title":"after","PK":"mallory","SK":"chosen"}'],
    ['rev and etag', '{"title":"after","rev":"chosen","etag":"\\"chosen\\""}'],
    ['createdAt and updatedAt', '{"title":"after","createdAt":"2000-01-01T00:00:00Z","updatedAt":"2000-01-01T00:00:00.000Z"}'],
    ['__proto__', '{"title":"after","__proto__":{"content":"polluted"}}'],
  ])('ignores %s beside what it knows', async (__, body) => {
    const { json } = await notes.patch(note.id, body);
    expect(json).toEqual({ ...note, title: 'after', updatedAt: expect.any(String), etag: expect.any(String) });
    expect(json.updatedAt >= note.updatedAt).toBe(true);
    expect((await notes.list()).json).toEqual({ notes: [json] });
  });

  describe('is 404 note-not-found and creates nothing for', () => {
    test.each([
      ['a note that there is not', 'no-such-note'],
      ['a lone percent sign', '%'],
      ['escapes that are not UTF-8', '%C3%28'],
      ['an internal id', '~id'],
      ['an escaped internal id', '%7Eid'],
      ['an id with a tilde in it', 'a~b'],
      ['an id of 1025 bytes', 'a'.repeat(1025)],
    ])('%s', async (__, id) => {
      expectProblem(await notes.patch(id, { content: 'c' }), 404, 'note-not-found');
      expectProblem(await notes.patch(id, {}), 404, 'note-not-found');
      expect(await notes.ids()).toEqual([note.id]);
    });

    test('the note of another user', async () => {
      const other = new Notes(api);
      expectProblem(await other.patch(note.id, { content: 'c' }), 404, 'note-not-found');
      expect(await other.ids()).toEqual([]);
      expect(await notes.read(note.id)).toEqual(note);
    });
  });

  describe('counts the bytes of an item as DynamoDB does', () => {
    test('a title that makes a note as large as it may be is stored', async () => {
      const room = roomForContent(notes.user) - 'title'.length - 100;
      const large = await notes.create({ content: 'x'.repeat(room) });
      expect((await notes.patch(large.id, { title: 'x'.repeat(100) })).status).toBe(200);
    });

    test('a title that makes what stays of a note too large is a 413, and the note stays as it is', async () => {
      const room = roomForContent(notes.user) - 'title'.length - 100;
      const large = await notes.create({ content: 'x'.repeat(room) });
      expectProblem(await notes.patch(large.id, { title: 'x'.repeat(101) }), 413, 'note-too-large', { limit: 409_600 });
      expect(await notes.read(large.id)).toEqual(large);
    });

    test('content that is too large by itself is a 413 that tells limit and size', async () => {
      expectProblem(await notes.patch(note.id, { content: '€'.repeat(140_000) }), 413, 'note-too-large', {
        limit: 409_600,
        actual: expect.any(Number),
      });
      expect(await notes.read(note.id)).toEqual(note);
    });
  });
});
