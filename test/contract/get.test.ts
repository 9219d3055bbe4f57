import { expectProblem } from './expectations';
import { Notes } from './notes';
import { sharedApi, targets } from './target';

describe.each(targets)('GET /notes/{userId}/{id} on %s', (target, start) => {
  const api = sharedApi(target, start);
  const notes = new Notes(api);
  let created: { noteId: string; createdAt: string; updatedAt: string; etag: string };
  beforeAll(async () => { created = (await notes.post({ content: 'Buy milk', title: 'Errands' })).json; });

  test('answers the note with its entity tag', async () => {
    const answer = await notes.get(created.noteId);
    expect(answer.status).toBe(200);
    const { noteId: id, ...others } = created;
    expect(answer.json).toEqual({ id, content: 'Buy milk', title: 'Errands', ...others });
    expect(answer.headers.etag).toBe(created.etag);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  test('answers the same to an id that is escaped', async () => {
    expect((await notes.get(created.noteId.replace('-', '%2D'))).status).toBe(200);
  });

  test('ignores parameters that it does not know', async () => {
    expect((await notes.get(`${created.noteId}?view=full&x=%zz`)).status).toBe(200);
  });

  describe('answers 304 without a body when If-None-Match', () => {
    test.each([
      ['is the entity tag', (tag: string) => tag],
      ['is the weak entity tag that proxies make', (tag: string) => `W/${tag}`],
      ['is the entity tag without quotes', (tag: string) => tag.slice(1, -1)],
      ['lists the entity tag', (tag: string) => `"a", "b,c" ,, ${tag},"d"`],
      ['is any', () => '*'],
    ])('%s', async (__, header) => {
      const answer = await notes.get(created.noteId, { 'if-none-match': header(created.etag) });
      expect({ status: answer.status, text: answer.text, etag: answer.headers.etag }).toEqual({
        status: 304,
        text: '',
        etag: created.etag,
      });
    });

    test('lists the entity tag on a line of its own', async () => {
      expect((await notes.get(created.noteId, { 'if-none-match': ['"a"', created.etag] })).status).toBe(304);
    });
  });

  test.each([
    ['another', () => '"other"'],
    ['a longer', (tag: string) => `${tag.slice(0, -1)}x"`],
    ['a listed and starred', (tag: string) => `"${tag.slice(1, -1)}*"`],
  ])('answers the note when If-None-Match is %s entity tag', async (__, header) => {
    expect((await notes.get(created.noteId, { 'if-none-match': header(created.etag) })).status).toBe(200);
  });

  test.each(['"open', 'a b', '"a", *', ',', '""x', 'W/'])('answers 400 invalid-precondition to If-None-Match %p', async (header) => {
    expectProblem(await notes.get(created.noteId, { 'if-none-match': header }), 400, 'invalid-precondition');
  });

  describe('answers 404 note-not-found to', () => {
    test.each([
      ['an id that no note has', '0198c1f0-0000-7000-8000-000000000000'],
      ['an id of another form', 'no-such-note'],
      ['an id in another case', 'NOTE'],
      ['a lone percent sign', '%'],
      ['an escape that is not hexadecimal', '%zz'],
      ['escapes that are not UTF-8', '%C3%28'],
      ['a decoded slash', 'a%2Fb'],
      ['a decoded NUL', '%00'],
      ['an internal id', '~idempotency'],
      ['an escaped internal id', '%7Eidempotency'],
      ['an id with a tilde in it', 'a~b'],
      ['1025 bytes', 'a'.repeat(1025)],
      ['an expression', '%22%20OR%20%221%22=%221'],
    ])('%s', async (__, id) => {
      expectProblem(await notes.get(id), 404, 'note-not-found');
    });

    test('an id that is longer than any sort key by a wide margin', async () => {
      expectProblem(await notes.get('%C3%A4'.repeat(1000)), 404, 'note-not-found');
    });

    test('the note of another user', async () => {
      expectProblem(await new Notes(api).get(created.noteId), 404, 'note-not-found');
    });

    test('a missing note even with a precondition', async () => {
      expectProblem(await notes.get('no-such-note', { 'if-none-match': '*' }), 404, 'note-not-found');
    });
  });
});
