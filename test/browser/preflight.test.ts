import { APP_HOSTS, appOrigins, open, openPage, openSignedIn, pages, REFUSED, startLocal, wire, withUserPool } from './support';
import { Notes } from '../contract/notes';
import { started } from '../contract/target';
import { NotesApiProps, NotesAuthorization, NotesOperation } from 'cdk-notes-api';

/** The seconds for which Chromium caches a preflight without a max age. */
const DEFAULT_MAX_AGE = 5;

describe.each<[string, () => string[]]>([
  ['two origins', appOrigins],
  ['one origin', () => appOrigins().slice(0, 1)],
  ['every origin', () => ['*']],
])('an API for %s', (_, corsOrigins) => {
  const api = started(startLocal, withUserPool(() => ({ corsOrigins: corsOrigins() })));

  test('is asked for leave before the first request with credentials, and not before the next', async () => {
    const notes = new Notes(await openSignedIn(api, pages.origin(APP_HOSTS[0])), 'me');
    await notes.list();
    await notes.list();
    expect(wire.methods(api.url)).toEqual(['OPTIONS', 'GET', 'GET']);
  });

  // No If-Match here: Chromium sends a preflight before every request with one, because it does not cache conditional requests.
  test('is asked once for everything that can be done with a note', async () => {
    const notes = new Notes(await openSignedIn(api, pages.origin(APP_HOSTS[0])), 'me');
    const { json: { noteId } } = await notes.post({ content: 'Buy milk' });
    wire.forget();
    await notes.read(noteId);
    await notes.put(noteId, { content: 'Buy eggs' });
    await notes.patch(noteId, { title: 'Errands' });
    await notes.delete(noteId);
    expect(wire.methods(api.url)).toEqual(['OPTIONS', 'GET', 'PUT', 'PATCH', 'DELETE']);
  });

  test('gives leave without credentials, for longer than a browser would remember by itself', async () => {
    await (await openSignedIn(api, pages.origin(APP_HOSTS[0]))).call('GET', '/notes/me');
    const [{ request, response }] = wire.with(api.url);
    expect(request.headers).toMatchObject({ 'origin': pages.origin(APP_HOSTS[0]), 'access-control-request-headers': 'authorization' });
    expect(request.headers).not.toHaveProperty('authorization');
    expect(Number(response.getHeader('access-control-max-age'))).toBeGreaterThan(DEFAULT_MAX_AGE);
  });

  test('is not asked before a request without credentials', async () => {
    await (await openPage(api, pages.origin(APP_HOSTS[0]))).call('GET', '/notes/me');
    expect(wire.methods(api.url)).toEqual(['GET']);
  });
});

describe.each<[string, NotesApiProps, string[]]>([
  ['IAM', {}, ['X-Amz-Content-Sha256', 'X-Amz-Date', 'X-Amz-Security-Token']],
  ['API keys', { authorization: NotesAuthorization.none(), apiKeyRequired: true }, ['X-Api-Key']],
])('an API with %s', (_, props, names) => {
  const api = started(startLocal, () => ({ ...props, corsOrigins: appOrigins(), operations: [NotesOperation.LIST] }));
  const headers = Object.fromEntries(['Authorization', ...names].map((name) => [name, 'x']));

  test('gives leave to send what it authorizes by, and lets a page read that it does not', async () => {
    const page = await openPage(api, pages.origin(APP_HOSTS[0]));
    expect((await page.call('GET', '/notes/alice', { headers })).status).toBe(403);
    expect(wire.methods(api.url)).toEqual(['OPTIONS', 'GET']);
  });

  test('gives no leave to send anything else', async () => {
    const page = await openPage(api, pages.origin(APP_HOSTS[0]));
    await expect(page.call('GET', '/notes/alice', { headers: { ...headers, 'X-Other': 'x' } })).rejects.toThrow(REFUSED);
    expect(wire.methods(api.url)).toEqual(['OPTIONS']);
  });
});

describe('an API for pages that are traced', () => {
  const api = started(startLocal, open(() => ({
    corsOrigins: appOrigins(), corsHeaders: ['traceparent', 'baggage'], operations: [NotesOperation.LIST],
  })));
  const headers = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', baggage: 'team=shop' };

  test('gives leave to send the further headers, and no others', async () => {
    const page = await openPage(api, pages.origin(APP_HOSTS[0]));
    expect((await page.call('GET', '/notes/alice', { headers })).status).toBe(200);
    expect(wire.methods(api.url)).toEqual(['OPTIONS', 'GET']);
    await expect(page.call('GET', '/notes/alice', { headers: { ...headers, tracestate: 'a=b' } })).rejects.toThrow(REFUSED);
  });
});
