import { randomUUID } from 'node:crypto';
import { Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { BrowserContextOptions } from 'playwright-core';
import { NotesPage } from './notes-page';
import { servePage, SignIn } from '../../../examples/web/server';
import { LocalStack } from '../../../local/local-stack';
import { call } from '../../http';

const APP = join(__dirname, '..', '..', '..', 'examples', 'web', 'app.ts');

/** The API behind the page. */
export let stack: LocalStack;
let server: Server;
let url: string;
/** The token of the user of a test. */
export let token: string;
let opened: NotesPage[] = [];

beforeAll(async () => {
  stack = await LocalStack.start({ app: APP });
  [server, url] = await serve();
});
beforeEach(async () => {
  token = await stack.issueToken({ sub: randomUUID(), username: 'alice' });
});
afterEach(() => {
  const pages = opened;
  opened = [];
  for (const { problems, elsewhere } of pages) {
    expect({ problems, elsewhere }).toEqual({ problems: [], elsewhere: [] });
  }
});
afterAll(async () => {
  close(server);
  await stack?.stop();
});

/** Serves the page, also with sign-in pages. Resolves to its server and its URL. */
export async function serve(signIn?: SignIn): Promise<[Server, string]> {
  const served = await servePage({ api: stack.url, port: 0, signIn });
  return [served, `http://127.0.0.1:${(served.address() as AddressInfo).port}/`];
}

export function close(served?: Server): void {
  served?.close();
  served?.closeAllConnections();
}

/** Opens the page without a user. After the test it must have had no errors and no requests to elsewhere. */
export async function visit(options?: BrowserContextOptions, at = url): Promise<NotesPage> {
  const page = await NotesPage.open(at, options);
  opened.push(page);
  return page;
}

/** Opens the page for the user. */
export async function open(options?: BrowserContextOptions): Promise<NotesPage> {
  const page = await visit(options);
  await page.signIn(token);
  return page;
}

/** Stores a note, and opens it in the page. */
export async function openNote(note: { title: string; content: string; tags?: string[] }): Promise<{ id: string; page: NotesPage }> {
  const { json: { noteId: id } } = await api('POST', '', note);
  const page = await open();
  await page.choose(note.title);
  return { id, page };
}

/** Calls the API as the user, from elsewhere. */
export const api = async (method: string, path: string, body?: object) => call(stack.url, method, `/notes/me${path}`, {
  headers: { 'authorization': `Bearer ${token}`, 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json', 'if-match': '*' },
  body: body && JSON.stringify(body),
});

/** The stored notes of the user. */
export const stored = async () =>
  (await api('GET', '')).json.notes.map(({ title, content }: { title?: string; content: string }) => ({ title, content }));
