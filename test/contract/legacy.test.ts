import { expectProblem } from './expectations';
import { Headers, Notes } from './notes';
import { describeLocal, Item, newUser, sharedApi, targets } from './target';
import { Answer } from '../http';

/** Ids as the tutorial's own code creates them: UUIDv4. */
const ID = '7d0fa9b5-3d0e-4b1a-9b0e-3c9d8f1c2a11';

const row = (user: string, id: string, attributes: Item): Item => ({ PK: { S: user }, SK: { S: id }, ...attributes });

describeLocal.each(targets)('rows that this API did not write, on %s', (target, start) => {
  const api = sharedApi(target, start);
  let notes: Notes;
  beforeEach(() => { notes = new Notes(api); });

  const put = (id: string, attributes: Item) => api.putItem(row(notes.user, id, attributes));

  describe('a note of the tutorial', () => {
    const content = 'from the tutorial';
    const note = { id: ID, content, etag: '"0"' };
    beforeEach(async () => { await put(ID, { noteContent: { S: content } }); });

    test('is read as it is, with the entity tag "0"', async () => {
      const answer = await notes.get(ID);
      expect({ status: answer.status, json: answer.json, etag: answer.headers.etag }).toEqual({ status: 200, json: note, etag: '"0"' });
    });

    test('is 304 when If-None-Match is "0"', async () => {
      expect((await notes.get(ID, { 'if-none-match': '"0"' })).status).toBe(304);
    });

    test('is listed', async () => {
      expect((await notes.list()).json).toEqual({ notes: [note] });
    });

    test('is listed as a summary', async () => {
      expect((await notes.list({ view: 'summary' })).json).toEqual({ notes: [{ id: ID, snippet: content, etag: '"0"' }] });
    });

    test('is replaced, and keeps having no date of creation', async () => {
      const answer = await notes.put(ID, { content: 'new', title: 't', createdAt: '2020-01-01T00:00:00Z' });
      expect(answer.json).toEqual({
        id: ID,
        content: 'new',
        title: 't',
        updatedAt: expect.any(String),
        etag: expect.stringMatching(/^"[\w-]{16,}"$/),
      });
      expect(await notes.read(ID)).toEqual(answer.json);
    });

    test('is patched and keeps its content', async () => {
      const answer = await notes.patch(ID, { title: 't' });
      expect(answer.json).toEqual({
        id: ID,
        content,
        title: 't',
        updatedAt: expect.any(String),
        etag: expect.stringMatching(/^"[\w-]{16,}"$/),
      });
    });

    test('stays as it is when an empty patch changes nothing', async () => {
      expect((await notes.patch(ID, {})).json).toEqual(note);
      expect(await api.getItem(notes.user, ID)).toEqual(row(notes.user, ID, { noteContent: { S: content } }));
    });

    test('is deleted', async () => {
      expect((await notes.delete(ID)).status).toBe(204);
      expect(await api.getItem(notes.user, ID)).toBeUndefined();
    });

    describe.each<[name: string, send: (headers: Headers) => Promise<Answer>, status: number]>([
      ['PUT', (headers) => notes.put(ID, { content: 'new' }, headers), 200],
      ['PATCH', (headers) => notes.patch(ID, { title: 'new' }, headers), 200],
      ['DELETE', (headers) => notes.delete(ID, headers), 204],
    ])('%s', (__, send, status) => {
      test.each(['"0"', 'W/"0"', '0', '"x", "0"', '*'])('is carried out when If-Match is %s', async (ifMatch) => {
        expect((await send({ 'if-match': ifMatch })).status).toBe(status);
      });

      test.each<Headers[]>([
        [{ 'if-match': '"1"' }],
        [{ 'if-match': '""' }],
        [{ 'if-match': '"00"' }],
        [{ 'if-none-match': '"0"' }],
        [{ 'if-none-match': '"x", W/"0"' }],
      ])('is 412 with %j, and tells the note', async (headers) => {
        const answer = await send(headers!);
        expectProblem(answer, 412, 'precondition-failed');
        const current = answer.method === 'DELETE' ? { id: note.id, etag: note.etag } : note;
        expect({ current: answer.json.current, etag: answer.headers.etag }).toEqual({ current, etag: '"0"' });
      });

      test('is carried out when If-None-Match is another entity tag', async () => {
        expect((await send({ 'if-none-match': '"1"' })).status).toBe(status);
      });
    });

    test('has another entity tag after it is written, and "0" no longer matches', async () => {
      const { json: { etag } } = await notes.put(ID, { content: 'new' }, { 'if-match': '"0"' });
      expect(etag).not.toBe('"0"');
      expectProblem(await notes.put(ID, { content: 'newer' }, { 'if-match': '"0"' }), 412, 'precondition-failed', { current: { etag } });
      expect((await notes.get(ID, { 'if-none-match': '"0"' })).status).toBe(200);
      expect((await notes.delete(ID, { 'if-match': etag })).status).toBe(204);
    });

    test('is not created over', async () => {
      expectProblem(await notes.put(ID, { content: 'new' }, { 'if-none-match': '*' }), 412, 'precondition-failed', { current: note });
    });
  });

  test('an empty note of the tutorial is a note', async () => {
    await put(ID, { noteContent: { S: '' } });
    expect((await notes.list()).json).toEqual({ notes: [{ id: ID, content: '', etag: '"0"' }] });
    expect((await notes.patch(ID, { content: 'x' })).status).toBe(200);
  });

  test('a note id is decoded once', async () => {
    await put('a%41', { noteContent: { S: 'c' } });
    expect(await notes.read('a%2541')).toMatchObject({ id: 'a%41' });
    expectProblem(await notes.get('aA'), 404, 'note-not-found');
  });

  test.each(['with space', 'aä€😀', 'a+b', 'a"b', "'", '__proto__', 'PK', 'x'.repeat(1024)])(
    'a note whose id is %p is read, changed and deleted',
    async (id) => {
      await put(id, { noteContent: { S: 'c' } });
      const path = encodeURIComponent(id);
      expect(await notes.ids()).toEqual([id]);
      expect((await notes.put(path, { content: 'put' })).json).toMatchObject({ id, content: 'put' });
      expect((await notes.patch(path, { title: 'patched' })).json).toMatchObject({ id, content: 'put', title: 'patched' });
      expect((await notes.delete(path)).status).toBe(204);
      expect(await api.getItem(notes.user, id)).toBeUndefined();
    },
  );

  test.each([
    ['a line break', 'a\nb', '"a%0Ab"'],
    ['letters of other alphabets', 'é€', '"%C3%A9%E2%82%AC"'],
    ['quotes', 'a"b', '"a%22b"'],
    ['a comma', 'a,b', '"a%2Cb"'],
    ['nothing', '', '""'],
  ])('a revision that another writer made of %s gives an entity tag that a header can hold', async (__, rev, etag) => {
    await put(ID, { noteContent: { S: 'c' }, rev: { S: rev } });
    const answer = await notes.get(ID);
    expect({ status: answer.status, header: answer.headers.etag, member: answer.json.etag }).toEqual({
      status: 200,
      header: etag,
      member: etag,
    });
    expect((await notes.get(ID, { 'if-none-match': etag })).status).toBe(304);
  });

  test.each(['a\nb', 'é€', 'a"b', 'a,b', '%', '0'])(
    'a note with the revision %p of another writer is changed when If-Match is its entity tag',
    async (rev) => {
      await put(ID, { noteContent: { S: 'c' }, rev: { S: rev } });
      const { etag } = await notes.read(ID);
      expect((await notes.put(ID, { content: 'new' }, { 'if-match': etag })).status).toBe(200);
    },
  );

  test('attributes of another type than a note\'s are left out', async () => {
    await put(ID, { noteContent: { S: 'c' }, title: { N: '5' }, createdAt: { NULL: true }, rev: { N: '1' }, colour: { S: 'red' } });
    expect(await notes.read(ID)).toEqual({ id: ID, content: 'c', etag: '"0"' });
    expect((await notes.put(ID, { content: 'new' }, { 'if-match': '"0"' })).status).toBe(200);
  });

  describe.each<[name: string, id: string, attributes: Item]>([
    ['without content', 'row', {}],
    ['with a number as content', 'row', { noteContent: { N: '5' } }],
    ['with a list as content', 'row', { noteContent: { L: [{ S: 'x' }] } }],
    ['with a map as content', 'row', { noteContent: { M: { S: { S: 'x' } } } }],
    ['with binary content', 'row', { noteContent: { B: new Uint8Array([1]) } }],
    ['with null as content', 'row', { noteContent: { NULL: true } }],
    ['with a truth value as content', 'row', { noteContent: { BOOL: true } }],
    ['with a set of texts as content', 'row', { noteContent: { SS: ['x'] } }],
    ['with a revision and without content', 'row', { rev: { S: 'r' }, title: { S: 't' } }],
    ['whose id begins with a tilde', '~row', { noteContent: { S: 'secret' }, rev: { S: 'r' } }],
    ['whose id has a tilde in it', 'a~row', { noteContent: { S: 'secret' }, rev: { S: 'r' } }],
    ['whose id is after every tilde', '\u{10ffff}', { noteContent: { S: 'secret' } }],
  ])('a row %s', (__, id, attributes) => {
    const path = encodeURIComponent(id).replaceAll('~', '%7E');
    let before: Item | undefined;
    beforeEach(async () => {
      await put(id, attributes);
      before = await api.getItem(notes.user, id);
      expect(before).toBeDefined();
    });

    test.each<[name: string, send: () => Promise<Answer>]>([
      ['GET', () => notes.get(path)],
      ['GET with If-None-Match', () => notes.get(path, { 'if-none-match': '*' })],
      ['PUT', () => notes.put(path, { content: 'new' })],
      ['PUT with If-Match: *', () => notes.put(path, { content: 'new' }, { 'if-match': '*' })],
      ['PUT with If-Match: "0"', () => notes.put(path, { content: 'new' }, { 'if-match': '"0"' })],
      ['PUT with If-Match of its revision', () => notes.put(path, { content: 'new' }, { 'if-match': '"r"' })],
      ['PATCH', () => notes.patch(path, { content: 'new' })],
      ['PATCH that changes nothing', () => notes.patch(path, {})],
      ['PATCH with If-None-Match', () => notes.patch(path, { title: 'new' }, { 'if-none-match': '"x"' })],
      ['DELETE', () => notes.delete(path)],
      ['DELETE with If-Match: *', () => notes.delete(path, { 'if-match': '*' })],
      ['DELETE with If-Match of its revision', () => notes.delete(path, { 'if-match': '"r"' })],
    ])('is 404 note-not-found to %s and stays as it is', async (___, send) => {
      expectProblem(await send(), 404, 'note-not-found');
      expect(await api.getItem(notes.user, id)).toEqual(before);
    });

    test('is not created over', async () => {
      const answer = await notes.put(path, { content: 'new' }, { 'if-none-match': '*' });
      expect([400, 404]).toContain(answer.status);
      expect(await api.getItem(notes.user, id)).toEqual(before);
    });

    test.each([['desc'], ['asc']])('is not listed, order %s', async (order) => {
      const ids = (await notes.createAll(['0', '1', '2'])).map(({ id: created }) => created);
      expect(await notes.ids({ order, limit: '1' })).toEqual(order === 'asc' ? ids : ids.reverse());
      expect((await notes.list({ order })).text).not.toContain('secret');
    });
  });

  test('a list goes on past many rows that are no notes, and tells none of their keys', async () => {
    const note = await notes.create();
    for (let at = 0; at < 8; at++) {
      await put(`z-other-${at}`, { noteContent: { N: '5' } });
    }
    expect(await notes.ids({ limit: '1' })).toEqual([note.id]);
    expect(await notes.ids({ limit: '1', order: 'asc' })).toEqual([note.id]);
  });

  test('rows of another user with the same id are that user\'s', async () => {
    const other = newUser();
    await api.putItem(row(other, ID, { noteContent: { S: 'theirs' } }));
    expectProblem(await notes.put(ID, { content: 'mine' }), 404, 'note-not-found');
    expectProblem(await notes.delete(ID), 404, 'note-not-found');
    expect(await api.getItem(other, ID)).toEqual(row(other, ID, { noteContent: { S: 'theirs' } }));
  });
});
