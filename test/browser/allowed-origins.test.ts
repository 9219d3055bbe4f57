import { AppPage } from './app-page';
import { SANDBOXED } from './page-server';
import { APP_HOSTS, appOrigins, open, openPage, openSignedIn, pages, startLocal, wire, withUserPool } from './support';
import { expectProblem } from '../contract/expectations';
import { idsOn, Notes } from '../contract/notes';
import { started } from '../contract/target';
import { NotesOperation } from 'cdk-notes-api';

const KEY = { 'Idempotency-Key': 'milk' };

/** One request; the next one is allowed only after the test. */
const ONCE_IN_MINUTES = { burstLimit: 1, rateLimit: 0.001 };

describe('an API with a user pool, for two origins,', () => {
  const api = started(startLocal, withUserPool(() => ({ corsOrigins: appOrigins() })));

  describe.each(APP_HOSTS)('lets a page of %s', (host) => {
    let page: AppPage;
    let notes: Notes;
    beforeEach(async () => {
      page = await openSignedIn(api, pages.origin(host));
      notes = new Notes(page, 'me');
    });

    test('create a note, and read where it is, its entity tag and the id of the request', async () => {
      const answer = await notes.post({ content: 'Buy milk' });
      const { status, headers, json } = answer;
      expect({ status, ...headers }).toMatchObject({ 'status': 200, 'etag': json.etag, 'x-request-id': expect.stringMatching(/./) });
      expect((await page.follow(answer, headers.location)).json).toMatchObject({ id: json.noteId, content: 'Buy milk' });
    });

    test('read whether a note had been created before', async () => {
      const [first, second] = [await notes.post({ content: 'Buy milk' }, KEY), await notes.post({ content: 'Buy milk' }, KEY)];
      expect(second.json.noteId).toBe(first.json.noteId);
      expect([first, second].map(({ headers }) => headers['idempotent-replayed'])).toEqual([undefined, 'true']);
    });

    test('list notes, and follow the link to the next page', async () => {
      const [older, newer] = await notes.createAll(['Buy milk', 'Buy eggs']);
      const first = await notes.list({ limit: '1' });
      const [, next] = /^<(.+)>; rel="next"$/.exec(first.headers.link)!;
      const second = await page.follow(first, next);
      expect(idsOn(first)).toEqual([newer.id]);
      expect(idsOn(second)).toEqual([older.id]);
    });

    test('replace and patch a note with the entity tag that it has read', async () => {
      const created = await notes.post({ content: 'Buy milk' });
      const replaced = await notes.put(created.json.noteId, { content: 'Buy eggs' }, { 'If-Match': created.headers.etag });
      const patched = await notes.patch(created.json.noteId, { title: 'Errands' }, { 'If-Match': replaced.headers.etag });
      expect(patched.json).toMatchObject({ content: 'Buy eggs', title: 'Errands', etag: patched.headers.etag });
    });

    test('read from a 412 what has become of a note', async () => {
      const stale = await notes.create();
      const current = (await notes.patch(stale.id, { content: 'Buy eggs' })).json;
      const answer = await notes.put(stale.id, { content: 'Buy bread' }, { 'If-Match': stale.etag });
      expectProblem(answer, 412, 'precondition-failed', { current });
      expect(answer.headers.etag).toBe(current.etag);
    });

    test('ask whether its copy of a note is the current one', async () => {
      const { etag, id } = await notes.create();
      const { headers, status } = await notes.get(id, { 'If-None-Match': etag });
      expect({ status, etag: headers.etag }).toEqual({ status: 304, etag });
    });

    test('delete a note, and read the problem of one that is no more', async () => {
      const { etag, id } = await notes.create();
      expect((await notes.delete(id, { 'If-Match': etag })).status).toBe(204);
      expectProblem(await notes.get(id), 404, 'note-not-found');
    });

    test('read that the notes of others are not for its user', async () => {
      expectProblem(await new Notes(page, 'somebody-else').list(), 403, 'forbidden');
    });

    test('read what API Gateway does not accept', async () => {
      expectProblem(await notes.post({ content: 5 }), 400, 'invalid-body');
    });

    test('read that API Gateway does not know its token', async () => {
      expectProblem(await page.call('GET', '/notes/me', { headers: { Authorization: 'Bearer of bad news' } }), 401, 'unauthenticated');
    });
  });

  test('lets a page of one host read the answer to the other that the browser has kept', async () => {
    const page = await openSignedIn(api, pages.origin(APP_HOSTS[0]));
    const notes = new Notes(page, 'me');
    const note = await notes.create();
    await page.goTo(pages.origin(APP_HOSTS[1]));
    expect(await notes.read(note.id)).toEqual(note);
    expect(wire.with(api.url).at(-1)!.response.statusCode).toBe(304);
  });
});

describe('a throttled API', () => {
  const api = started(
    startLocal,
    open(() => ({ corsOrigins: appOrigins(), operations: [NotesOperation.LIST], throttle: ONCE_IN_MINUTES })),
  );

  test.each(APP_HOSTS)('lets a page of %s read when to try again', async (host) => {
    const page = await openPage(api, pages.origin(host));
    await page.call('GET', '/notes/alice');
    const answer = await page.call('GET', '/notes/alice');
    expectProblem(answer, 429, 'throttled');
    expect(answer.headers['retry-after']).toMatch(/^[1-9]\d*$/);
  });
});

describe('an API for every origin lets', () => {
  const api = started(startLocal, withUserPool(() => ({ corsOrigins: ['*'] })));

  test.each([
    ['a page of any host', 'anywhere.example', ''],
    ['a page in a sandbox', 'anywhere.example', SANDBOXED],
  ])('%s use it', async (_, host, path) => {
    const notes = new Notes(await openSignedIn(api, pages.origin(host) + path), 'me');
    const { headers, json: { noteId } } = await notes.post({ content: 'Buy milk' }, KEY);
    expect((await notes.put(noteId, { content: 'Buy eggs' }, { 'If-Match': headers.etag })).status).toBe(200);
    expectProblem(await notes.get('none'), 404, 'note-not-found');
  });
});
