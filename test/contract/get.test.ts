import { expectCommonHeaders, expectProblem } from './expectations';
import { describeLocal, newUser, Target, targets } from './target';

describe.each(targets)('GET /notes/{userId}/{id} on %s', (_, start) => {
  let api: Target;
  let user: string;
  let note: { noteId: string; etag: string; createdAt: string; updatedAt: string };
  beforeAll(async () => {
    api = await start();
    user = newUser();
    note = (await api.call('POST', `/notes/${user}`, { body: '{"content":"Buy milk","title":"Errands"}' })).json;
  });
  afterAll(async () => { await api.stop(); });

  const get = (id: string, headers?: Record<string, string | string[]>) => api.call('GET', `/notes/${user}/${id}`, { headers });

  test('answers the note with its entity tag', async () => {
    const answer = await get(note.noteId);
    expect(answer.status).toBe(200);
    const { noteId: id, etag, createdAt, updatedAt } = note;
    expect(answer.json).toEqual({ id, content: 'Buy milk', title: 'Errands', createdAt, updatedAt, etag });
    expect(answer.headers.etag).toBe(note.etag);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expectCommonHeaders(answer);
  });

  test('answers the same to an id that is escaped', async () => {
    expect((await get(note.noteId.replace('-', '%2D'))).status).toBe(200);
  });

  test('ignores parameters that it does not know', async () => {
    expect((await get(`${note.noteId}?view=full&x=%zz`)).status).toBe(200);
  });

  describe('answers 304 without a body when If-None-Match', () => {
    test.each([
      ['is the entity tag', (tag: string) => tag],
      ['is the weak entity tag that proxies make', (tag: string) => `W/${tag}`],
      ['is the entity tag without quotes', (tag: string) => tag.slice(1, -1)],
      ['lists the entity tag', (tag: string) => `"a", "b,c" ,, ${tag},"d"`],
      ['is any', () => '*'],
    ])('%s', async (__, header) => {
      const answer = await get(note.noteId, { 'if-none-match': header(note.etag) });
      expect({ status: answer.status, text: answer.text, etag: answer.headers.etag }).toEqual({ status: 304, text: '', etag: note.etag });
      expectCommonHeaders(answer);
    });

    test('lists the entity tag on a line of its own', async () => {
      expect((await get(note.noteId, { 'if-none-match': ['"a"', note.etag] })).status).toBe(304);
    });
  });

  test.each([
    ['another', () => '"other"'],
    ['a longer', (tag: string) => `${tag.slice(0, -1)}x"`],
    ['a listed and starred', (tag: string) => `"${tag.slice(1, -1)}*"`],
  ])('answers the note when If-None-Match is %s entity tag', async (__, header) => {
    expect((await get(note.noteId, { 'if-none-match': header(note.etag) })).status).toBe(200);
  });

  test.each(['"open', 'a b', '"a", *', ',', '""x', 'W/'])('answers 400 invalid-precondition to If-None-Match %p', async (header) => {
    expectProblem(await get(note.noteId, { 'if-none-match': header }), 400, 'invalid-precondition');
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
      expectProblem(await get(id), 404, 'note-not-found');
    });

    test('an id that is longer than any sort key by a wide margin', async () => {
      expectProblem(await get('%C3%A4'.repeat(1000)), 404, 'note-not-found');
    });

    test('the note of another user', async () => {
      expectProblem(await api.call('GET', `/notes/${newUser()}/${note.noteId}`), 404, 'note-not-found');
    });

    test('a missing note even with a precondition', async () => {
      expectProblem(await get('no-such-note', { 'if-none-match': '*' }), 404, 'note-not-found');
    });
  });

  test('answers 400 invalid-user-id before it looks at the note id', async () => {
    expectProblem(await api.call('GET', '/notes/%zz/%zz'), 400, 'invalid-user-id');
  });

  test('answers problems with the headers of every answer', async () => {
    expectCommonHeaders(await get('no-such-note'));
  });
});

describeLocal.each(targets)('rows that this API did not write, on %s', (_, start) => {
  let api: Target;
  beforeAll(async () => { api = await start(); });
  afterAll(async () => { await api.stop(); });

  const key = (user: string, id: string) => ({ PK: { S: user }, SK: { S: id } });
  const legacyId = '7d0fa9b5-3d0e-4b1a-9b0e-3c9d8f1c2a11';

  test('a note of the tutorial is read as it is, with the entity tag "0"', async () => {
    const user = newUser();
    await api.putItem({ ...key(user, legacyId), noteContent: { S: 'from the tutorial' } });
    const answer = await api.call('GET', `/notes/${user}/${legacyId}`);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ id: legacyId, content: 'from the tutorial', etag: '"0"' });
    expect(answer.headers.etag).toBe('"0"');
    expect((await api.call('GET', `/notes/${user}/${legacyId}`, { headers: { 'if-none-match': '"0"' } })).status).toBe(304);
  });

  test('a note id is decoded once', async () => {
    const user = newUser();
    await api.putItem({ ...key(user, 'a%41'), noteContent: { S: 'c' } });
    expect((await api.call('GET', `/notes/${user}/a%2541`)).json).toMatchObject({ id: 'a%41' });
    expectProblem(await api.call('GET', `/notes/${user}/aA`), 404, 'note-not-found');
  });

  test.each([
    ['a line break', 'a\nb', '"a%0Ab"'],
    ['letters of other alphabets', 'é€', '"%C3%A9%E2%82%AC"'],
    ['quotes', 'a"b', '"a%22b"'],
    ['nothing', '', '""'],
  ])('a revision that another writer made of %s gives an entity tag that a header can hold', async (__, rev, etag) => {
    const user = newUser();
    await api.putItem({ ...key(user, legacyId), noteContent: { S: 'c' }, rev: { S: rev } });
    const answer = await api.call('GET', `/notes/${user}/${legacyId}`);
    expect({ status: answer.status, header: answer.headers.etag, member: answer.json.etag }).toEqual({ status: 200, header: etag, member: etag });
    expect((await api.call('GET', `/notes/${user}/${legacyId}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  test('an empty note of the tutorial is a note', async () => {
    const user = newUser();
    await api.putItem({ ...key(user, legacyId), noteContent: { S: '' } });
    expect((await api.call('GET', `/notes/${user}/${legacyId}`)).json).toMatchObject({ content: '' });
  });

  test('attributes of another type than a note\'s are left out', async () => {
    const user = newUser();
    await api.putItem({ ...key(user, legacyId), noteContent: { S: 'c' }, title: { N: '5' }, createdAt: { NULL: true }, colour: { S: 'red' } });
    expect((await api.call('GET', `/notes/${user}/${legacyId}`)).json).toEqual({ id: legacyId, content: 'c', etag: '"0"' });
  });

  test.each([
    ['no content', {}],
    ['a number as content', { noteContent: { N: '5' } }],
    ['a list as content', { noteContent: { L: [{ S: 'x' }] } }],
    ['binary content', { noteContent: { B: new Uint8Array([1]) } }],
    ['null content', { noteContent: { NULL: true } }],
  ])('a row with %s is not a note', async (__, attributes) => {
    const user = newUser();
    await api.putItem({ ...key(user, 'row'), ...attributes });
    expectProblem(await api.call('GET', `/notes/${user}/row`), 404, 'note-not-found');
  });

  test('an internal row is not a note, whatever it holds', async () => {
    const user = newUser();
    await api.putItem({ ...key(user, '~row'), noteContent: { S: 'secret' } });
    expectProblem(await api.call('GET', `/notes/${user}/~row`), 404, 'note-not-found');
  });
});
