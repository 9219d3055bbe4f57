import { expectProblem } from './expectations';
import { Headers, Notes } from './notes';
import { describeLocal, Item, sharedApi, Target, targets } from './target';
import { Answer } from '../http';

const DAY_SECONDS = 24 * 60 * 60;

const keyed = (key: string | string[]): Headers => ({ 'idempotency-key': key });

/** An answer that repeats another. */
function expectReplay(answer: Answer, first: Answer): void {
  expect({
    status: answer.status,
    json: answer.json,
    etag: answer.headers.etag,
    location: answer.headers.location,
    replayed: answer.headers['idempotent-replayed'],
  }).toEqual({ status: 200, json: first.json, etag: first.headers.etag, location: first.headers.location, replayed: 'true' });
}

targets.forEach(([name, start]) => describe(`Idempotency-Key on ${name}`, () => {
  const api = sharedApi(name, start);
  let notes: Notes;
  beforeEach(() => { notes = new Notes(api); });

  test('creates a note as without one', async () => {
    const answer = await notes.post({ content: 'c', title: 't' }, keyed('k'));
    expect({ status: answer.status, replayed: answer.headers['idempotent-replayed'] }).toEqual({ status: 200, replayed: undefined });
    const { noteId: id, ...others } = answer.json;
    expect((await notes.list()).json).toEqual({ notes: [{ id, content: 'c', title: 't', ...others }] });
  });

  test('answers the same request with the first note, however often', async () => {
    const first = await notes.post({ content: 'c', title: 't', createdAt: '2020-01-01T00:00:00Z' }, keyed('k'));
    for (let again = 0; again < 3; again++) {
      expectReplay(await notes.post({ content: 'c', title: 't', createdAt: '2020-01-01T00:00:00Z' }, keyed('k')), first);
    }
    expect(await notes.ids()).toEqual([first.json.noteId]);
  });

  test.each([
    ['other content', { content: 'other', title: 't' }],
    ['another title', { content: 'c', title: 'other' }],
    ['no title', { content: 'c' }],
    ['an empty title', { content: 'c', title: '' }],
    ['a date', { content: 'c', title: 't', createdAt: '2020-01-01T00:00:00Z' }],
    ['content and title exchanged', { content: 't', title: 'c' }],
  ])('answers 422 to another request, with %s', async (__, body) => {
    const first = await notes.post({ content: 'c', title: 't' }, keyed('k'));
    expectProblem(await notes.post(body, keyed('k')), 422, 'idempotency-key-reused');
    expect(await notes.ids()).toEqual([first.json.noteId]);
    expectReplay(await notes.post({ content: 'c', title: 't' }, keyed('k')), first);
  });

  test('tells an empty title from none', async () => {
    await notes.post({ content: 'c' }, keyed('k'));
    expectProblem(await notes.post({ content: 'c', title: '' }, keyed('k')), 422, 'idempotency-key-reused');
  });

  test.each([
    ['in quotes', '"k"', 'k'],
    ['without quotes', 'k', '"k"'],
    ['with escapes', '"a\\"\\\\b"', 'a"\\b'],
    ['between spaces', 'k', '  k  '],
  ])('is the same key %s', async (__, one, other) => {
    const first = await notes.post({ content: 'c' }, keyed(one));
    expectReplay(await notes.post({ content: 'c' }, keyed(other)), first);
  });

  test.each([
    ['in another case', 'k', 'K'],
    ['that is longer', 'k', 'kk'],
    ['that looks like a number', '1', '01'],
    ['with an escape of a URL', 'a', '%61'],
  ])('is another key %s', async (__, one, other) => {
    const first = await notes.post({ content: 'c' }, keyed(one));
    const second = await notes.post({ content: 'c' }, keyed(other));
    expect(second.headers).not.toHaveProperty('idempotent-replayed');
    expect(await notes.ids()).toEqual([second.json.noteId, first.json.noteId]);
  });

  test('is a key of each user\'s own', async () => {
    const other = new Notes(api);
    const [mine, theirs] = [await notes.post({ content: 'c' }, keyed('k')), await other.post({ content: 'd' }, keyed('k'))];
    expect(theirs.status).toBe(200);
    expect(await other.ids()).toEqual([theirs.json.noteId]);
    expect(await notes.ids()).toEqual([mine.json.noteId]);
  });

  test.each([
    ['of one character', '!'],
    ['of 255 characters', 'k'.repeat(255)],
    ['of 255 characters in quotes', `"${'k'.repeat(255)}"`],
    ['of a UUID', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['of signs', '!#$%&\'()*+,-./:;<=>?@[]^_`{|}~'],
    ['with a number sign and a tilde', '~idempotency-key#k'],
  ])('may be %s', async (__, key) => {
    const first = await notes.post({ content: 'c' }, keyed(key));
    expectReplay(await notes.post({ content: 'c' }, keyed(key)), first);
  });

  test('is free again after a request that was refused', async () => {
    expectProblem(await notes.post({ content: 'c', title: '\ud800' }, keyed('k')), 400, 'invalid-field');
    expectProblem(await notes.post({ content: '€'.repeat(140_000) }, keyed('k')), 413, 'note-too-large');
    const answer = await notes.post({ content: 'c' }, keyed('k'));
    expect({ status: answer.status, replayed: answer.headers['idempotent-replayed'] }).toEqual({ status: 200, replayed: undefined });
  });

  test.each<[name: string, send: (id: string) => Promise<Answer>]>([
    ['replaced', (id) => notes.put(id, { content: 'other' })],
    ['patched', (id) => notes.patch(id, { title: 'other' })],
    ['deleted', (id) => notes.delete(id)],
  ])('gives the first note\'s id also after that one is %s', async (__, change) => {
    const first = await notes.post({ content: 'c' }, keyed('k'));
    await change(first.json.noteId);
    const before = (await notes.list()).json;
    expectReplay(await notes.post({ content: 'c' }, keyed('k')), first);
    expect((await notes.list()).json).toEqual(before);
  });

  test('leaves no trace that a client can see', async () => {
    const { json: { noteId } } = await notes.post({ content: 'c' }, keyed('k'));
    expect(await notes.ids()).toEqual([noteId]);
    expect(await notes.ids({ order: 'asc', limit: '1' })).toEqual([noteId]);
    const record = '~idempotency-key%23k';
    expectProblem(await notes.get(record), 404, 'note-not-found');
    expectProblem(await notes.put(record, { content: 'x' }), 404, 'note-not-found');
    expectProblem(await notes.put(record, { content: 'x' }, { 'if-none-match': '*' }), 404, 'note-not-found');
    expectProblem(await notes.patch(record, { content: 'x' }), 404, 'note-not-found');
    expectProblem(await notes.delete(record), 404, 'note-not-found');
    expect((await notes.post({ content: 'c' }, keyed('k'))).json).toMatchObject({ noteId });
  });

  test('means nothing to other operations', async () => {
    const { id } = await notes.create();
    expect((await notes.put(id, { content: 'one' }, keyed('k'))).status).toBe(200);
    expect((await notes.put(id, { content: 'two' }, keyed('k'))).json).toMatchObject({ content: 'two' });
    expect((await notes.delete(id, keyed('k'))).status).toBe(204);
  });
}));

describe.each(targets)('Idempotency-Key on %s, which is not one,', (target, start) => {
  const api = sharedApi(target, start);

  test.each<[name: string, key: string | string[]]>([
    ['empty', ''],
    ['empty in quotes', '""'],
    ['of 256 characters', 'k'.repeat(256)],
    ['of 256 characters in quotes', `"${'k'.repeat(256)}"`],
    ['with a space', 'a b'],
    ['with a space in quotes', '"a b"'],
    ['with a tab', 'a\tb'],
    ['with an open quote', '"k'],
    ['with something after the quotes', '"k"x'],
    ['with a quote in quotes', '"a"b"'],
    ['with an unfinished escape', '"a\\"'],
    ['with another escape', '"a\\b"'],
    ['not ASCII', 'kä'],
    ['not ASCII in quotes', '"kä"'],
    ['two keys', ['a', 'b']],
  ])('is 400 invalid-idempotency-key when it is %s', async (__, key) => {
    const notes = new Notes(api);
    expectProblem(await notes.post({ content: 'c' }, keyed(key)), 400, 'invalid-idempotency-key');
    expect(await notes.ids()).toEqual([]);
  });
});

targets.forEach(([name, start]) => describeLocal(`the record of an idempotency key on ${name}`, () => {
  const api = sharedApi(name, start);
  const SK = '~idempotency-key#k';

  async function recordOf(notes: Notes): Promise<Item> {
    const record = await api.getItem(notes.user, SK);
    expect(record).toBeDefined();
    return record!;
  }

  test('is kept for 24 hours in the partition of its user', async () => {
    const notes = new Notes(api);
    const sent = Math.floor(Date.now() / 1000);
    await notes.post({ content: 'c' }, keyed('k'));
    const { expiresAt } = await recordOf(notes);
    const answered = Math.floor(Date.now() / 1000);
    expect(Number(expiresAt.N)).toBeGreaterThanOrEqual(sent + DAY_SECONDS);
    expect(Number(expiresAt.N)).toBeLessThanOrEqual(answered + DAY_SECONDS);
  });

  test('holds neither content nor title', async () => {
    const notes = new Notes(api);
    await notes.post({ content: 'S3cretContent', title: 'S3cretTitle' }, keyed('k'));
    expect(JSON.stringify(await recordOf(notes))).not.toContain('S3cret');
  });

  test.each([
    ['the same request', { content: 'c' }],
    ['another request', { content: 'other' }],
  ])('that has expired is as none to %s', async (__, body) => {
    const notes = new Notes(api);
    const first = await notes.post({ content: 'c' }, keyed('k'));
    await expire(api, await recordOf(notes));
    const second = await notes.post(body, keyed('k'));
    expect(second.headers).not.toHaveProperty('idempotent-replayed');
    expect(await notes.ids()).toEqual([second.json.noteId, first.json.noteId]);
    expectReplay(await notes.post(body, keyed('k')), second);
  });
}),
);

const expire = (api: Target, record: Item): Promise<void> =>
  api.putItem({ ...record, expiresAt: { N: `${Math.floor(Date.now() / 1000) - 1}` } });
