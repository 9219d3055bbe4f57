import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { Page } from 'playwright-core';
import { APP_HOSTS, appOrigins, openBlank, pages, startLocal, withUserPool } from './support';
import type * as Client from '../../client/index';
import { newUser, started } from '../contract/target';

/** The client as a bundler gives it to a page. */
const { outputFiles: [{ text: script }] } = buildSync({
  entryPoints: [join(__dirname, '..', '..', 'client', 'index.ts')], bundle: true, format: 'iife', globalName: 'client', platform: 'browser', write: false,
});

declare const client: typeof Client;
/** The token of the user, expired or not. */
declare const tokenOf: (isExpired: boolean) => Promise<string>;

const api = started(startLocal, withUserPool(() => ({ corsOrigins: appOrigins() })));

/** A page of this origin with the client, whose user has signed in. */
async function openApp(origin: string): Promise<Page> {
  const page = await openBlank();
  const sub = newUser();
  await page.exposeFunction('tokenOf', async (isExpired: boolean) => api.issueToken({ sub, expiresIn: isExpired ? -1 : undefined }));
  await page.goto(origin);
  await page.addScriptTag({ content: script });
  return page;
}

test('a page without HTTPS creates, changes, lists and removes notes', async () => {
  const page = await openApp(pages.origin(APP_HOSTS[0]));
  const found = await page.evaluate(async (url) => {
    const notes = new client.NotesClient({ url, userId: 'me', token: async () => tokenOf(false) });
    const created = await notes.create({ content: 'Buy milk' });
    await notes.update(created, { title: 'Errands' });
    const conflict = await notes.replace(created, { content: 'late' }).catch((error: Client.ConflictError) => error.current?.title);
    const { content } = await notes.edit(created.id, (note) => ({ content: `${note.content} and tea` }));
    const snippets = [];
    for await (const note of notes.list({ view: 'summary' })) {
      snippets.push(note.snippet);
      await notes.remove(note);
    }
    const problem = await notes.get(created.id).catch((error: Client.ProblemError) => error.code);
    return { hasRandomUuid: 'randomUUID' in crypto, conflict, content, snippets, problem };
  }, api.url);
  expect(found).toEqual({
    hasRandomUuid: false, conflict: 'Errands', content: 'Buy milk and tea', snippets: ['Buy milk and tea'], problem: 'note-not-found',
  });
});

test('a page renews a token that has expired', async () => {
  const page = await openApp(pages.origin(APP_HOSTS[0]));
  expect(await page.evaluate(async (url) => {
    const asked: boolean[] = [];
    const notes = new client.NotesClient({
      url,
      userId: 'me',
      token: async ({ isRefused }) => {
        asked.push(isRefused);
        return tokenOf(!isRefused);
      },
    });
    return { ...await notes.page(), asked };
  }, api.url)).toEqual({ notes: [], asked: [false, true] });
});

test('a page creates one note through a lost connection', async () => {
  const page = await openApp(pages.origin(APP_HOSTS[0]));
  await page.context().setOffline(true);
  const created = page.evaluate(async (url) => {
    const notes = new client.NotesClient({ url, userId: 'me', token: async () => tokenOf(false) });
    const { content } = await notes.create({ content: 'Buy milk' });
    return { content, listed: (await notes.page()).notes.length };
  }, api.url);
  await page.waitForEvent('requestfailed');
  await page.context().setOffline(false);
  expect(await created).toEqual({ content: 'Buy milk', listed: 1 });
});

test('a page of another origin gets no answer', async () => {
  const page = await openApp(pages.origin('evil.example'));
  expect(await page.evaluate(async (url) => {
    const notes = new client.NotesClient({ url, userId: 'me', token: async () => tokenOf(false) });
    return notes.page({}, { timeout: 1_000 }).catch(({ name }: Error) => name);
  }, api.url)).toBe('NoAnswerError');
});
