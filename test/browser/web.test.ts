import { randomUUID } from 'node:crypto';
import { Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { BrowserContextOptions, Page } from 'playwright-core';
import { violations } from './accessibility';
import { HOSTILE } from './console-app';
import { NotesPage } from './notes-page';
import { SignInServer } from './sign-in-server';
import './support';
import { servePage, SignIn } from '../../examples/web/server';
import { LocalStack } from '../../local/local-stack';
import { call } from '../http';

const APP = join(__dirname, '..', '..', 'examples', 'web', 'app.ts');

let stack: LocalStack;
let server: Server;
let url: string;
/** The token of the user of a test. */
let token: string;
let page: NotesPage;

async function serve(signIn?: SignIn): Promise<[Server, string]> {
  const served = await servePage({ api: stack.url, port: 0, signIn });
  return [served, `http://127.0.0.1:${(served.address() as AddressInfo).port}/`];
}

function close(served?: Server): void {
  served?.close();
  served?.closeAllConnections();
}

/** Calls the API as the user, from elsewhere. */
const api = async (method: string, path: string, body?: object) => call(stack.url, method, `/notes/me${path}`, {
  headers: { 'authorization': `Bearer ${token}`, 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json', 'if-match': '*' },
  body: body && JSON.stringify(body),
});

const stored = async () => (await api('GET', '')).json.notes.map(({ title, content }: { title?: string; content: string }) => ({ title, content }));

/** Stores a note, and opens it in the page. */
async function openNote(note: { title: string; content: string; tags?: string[] }, options?: BrowserContextOptions): Promise<string> {
  const { json: { noteId } } = await api('POST', '', note);
  page = await open(options);
  await page.choose(note.title);
  return noteId;
}

async function open(options?: BrowserContextOptions): Promise<NotesPage> {
  const opened = await NotesPage.open(url, options);
  await opened.signIn(token);
  return opened;
}

beforeAll(async () => {
  stack = await LocalStack.start({ app: APP });
  [server, url] = await serve();
});
beforeEach(async () => {
  token = await stack.issueToken({ sub: randomUUID(), username: 'alice' });
});
afterEach(() => expect({ problems: page.problems, elsewhere: page.elsewhere }).toEqual({ problems: [], elsewhere: [] }));
afterAll(async () => {
  close(server);
  await stack?.stop();
});

describe('a user', () => {
  test('writes a note, and finds it again after a reload', async () => {
    page = await open();
    await page.create('Errands', 'Buy milk');
    await page.says('Saved.');
    await page.page.reload();
    await page.shows('Errands');
    expect(await page.list()).toEqual(['Errands']);
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy milk' }]);
  });

  test('changes a note, whose tags stay', async () => {
    const id = await openNote({ title: 'Errands', content: 'Buy milk', tags: ['home'] });
    await page.content.fill('Buy bread');
    await page.title.fill('');
    await page.press('Save');
    await page.says('Saved.');
    const { json } = await api('GET', `/${id}`);
    expect(json).toMatchObject({ content: 'Buy bread', tags: ['home'] });
    expect(json).not.toHaveProperty('title');
    expect(await page.list()).toEqual(['Buy bread']);
  });

  test('deletes a note once that is confirmed', async () => {
    await openNote({ title: 'Errands', content: 'Buy milk' });
    await page.press('Delete…');
    await page.page.getByRole('dialog').waitFor();
    await page.page.keyboard.press('Escape');
    await page.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await stored()).toHaveLength(1);
    await page.press('Delete…');
    await page.press('Delete');
    await page.says('Deleted.');
    expect(await page.list()).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  test('turns the pages of the list', async () => {
    await Promise.all(Array.from({ length: 55 }, async (_, at) => api('POST', '', { content: `Note ${at}` })));
    page = await open();
    await page.press('Show more');
    await page.page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
    const list = await page.list();
    expect(list).toHaveLength(55);
    expect(new Set(list)).toHaveProperty('size', 55);
  });

  test('reads why a note is not accepted, and saves it when that is mended', async () => {
    page = await open();
    await page.create('Large', 'x'.repeat(500_000));
    await page.shows(/^This note was not accepted: /);
    await page.content.fill('small');
    await page.press('Save');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Large', content: 'small' }]);
  });

  test('sees no markup of a note as markup', async () => {
    await openNote({ title: HOSTILE, content: HOSTILE });
    await api('PATCH', `/${(await api('GET', '')).json.notes[0].id}`, { content: `${HOSTILE}!` });
    await page.content.fill('mine');
    await page.press('Save');
    await page.shows('The other version');
    expect(await page.page.locator('img, main script').count()).toBe(0);
    expect(await page.page.locator('article').innerText()).toContain(HOSTILE);
  });
});

describe('a conflict', () => {
  let id: string;
  beforeEach(async () => {
    id = await openNote({ title: 'Errands', content: 'Buy milk' });
    await page.content.fill('Buy milk\nBuy bread');
    await api('PATCH', `/${id}`, { content: 'Buy oat milk' });
    await page.press('Save');
    await page.shows('The other version');
  });

  test('shows both versions, and overwrites nothing', async () => {
    expect(await page.page.locator('article').innerText()).toContain('Buy oat milk');
    expect(await page.content.inputValue()).toBe('Buy milk\nBuy bread');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy oat milk' }]);
  });

  test('is still there after a reload', async () => {
    await page.page.reload();
    await page.shows('The other version');
    expect(await page.content.inputValue()).toBe('Buy milk\nBuy bread');
  });

  test('ends with what its user makes of both', async () => {
    await page.content.fill('Buy oat milk\nBuy bread');
    await page.press('Save your version');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy oat milk\nBuy bread' }]);
    expect(await page.page.locator('article').count()).toBe(0);
  });

  test('ends with the other version', async () => {
    await page.press('Use the other version');
    await page.page.locator('article').waitFor({ state: 'detached' });
    expect(await page.content.inputValue()).toBe('Buy oat milk');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy oat milk' }]);
  });

  test('can happen again while it is resolved', async () => {
    await api('PATCH', `/${id}`, { content: 'Buy soy milk' });
    await page.press('Save your version');
    await page.shows('Buy soy milk');
    await page.press('Save your version');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy milk\nBuy bread' }]);
  });
});

describe('a note that somebody', () => {
  test('deleted keeps its text, which becomes a new note', async () => {
    const id = await openNote({ title: 'Errands', content: 'Buy milk' });
    await page.content.fill('Buy bread');
    await api('DELETE', `/${id}`);
    await page.press('Save');
    await page.shows('Somebody deleted this note.');
    await page.press('Save as a new note');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy bread' }]);
    expect(await page.list()).toEqual(['Errands']);
  });

  test('changed is not deleted unseen', async () => {
    const id = await openNote({ title: 'Errands', content: 'Buy milk' });
    await api('PATCH', `/${id}`, { content: 'Buy oat milk' });
    await page.press('Delete…');
    await page.press('Delete');
    await page.says('Not deleted');
    expect(await page.content.inputValue()).toBe('Buy oat milk');
    expect(await stored()).toHaveLength(1);
  });
});

describe('a lost connection', () => {
  const offline = async (isOffline: boolean) => page.page.context().setOffline(isOffline);
  const KEPT = 'No connection. One note is kept on this device and is sent when the connection is back.';

  test('keeps what is saved, and sends it when it is back', async () => {
    page = await open();
    await offline(true);
    await page.create('Errands', 'Buy milk');
    await page.says(KEPT);
    await page.shows('Waiting');
    expect(await stored()).toEqual([]);
    await offline(false);
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy milk' }]);
  });

  test('of which the browser knows nothing has the same end', async () => {
    await openNote({ title: 'Errands', content: 'Buy milk' });
    await page.page.route('**/notes/**', async (route) => route.abort());
    await page.content.fill('Buy bread');
    await page.press('Save');
    await page.says(KEPT);
    await page.page.unroute('**/notes/**');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy bread' }]);
  });

  test('shows a conflict when it is back', async () => {
    const id = await openNote({ title: 'Errands', content: 'Buy milk' });
    await offline(true);
    await page.content.fill('Buy bread');
    await page.press('Save');
    await page.says(KEPT);
    await api('PATCH', `/${id}`, { content: 'Buy oat milk' });
    await offline(false);
    await page.shows('The other version');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy oat milk' }]);
  });

  test('that takes the answers away makes one note, with what was written last', async () => {
    page = await open();
    await loseAnswers(page.page);
    await page.create('Errands', 'Buy milk');
    await page.says(KEPT);
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy milk' }]);
    await page.content.fill('Buy bread');
    await page.press('Save');
    await page.page.unroute('**/notes/**');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy bread' }]);
    expect(await page.list()).toEqual(['Errands']);
  });

  test('that takes the answers to changes away makes no conflict', async () => {
    await openNote({ title: 'Errands', content: 'Buy milk' });
    await loseAnswers(page.page);
    await page.content.fill('Buy bread');
    await page.press('Save');
    await page.says(KEPT);
    await page.content.fill('Buy bread and butter');
    await page.press('Save');
    await page.page.unroute('**/notes/**');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy bread and butter' }]);
    expect(await page.page.locator('article').count()).toBe(0);
  });

  /** Every request arrives, and no answer does. */
  async function loseAnswers(of: Page): Promise<void> {
    await of.route('**/notes/**', async (route) => {
      await route.fetch();
      // The page may have given up by then.
      await route.abort().catch(() => undefined);
    });
  }
});

describe('a draft', () => {
  test('survives a reload, and is its user\'s alone', async () => {
    await openNote({ title: 'Errands', content: 'Buy milk' });
    await page.content.fill('Buy bread');
    await page.page.reload();
    await page.shows('Not saved. This device keeps your text as a draft.');
    expect(await page.content.inputValue()).toBe('Buy bread');
    expect(await stored()).toEqual([{ title: 'Errands', content: 'Buy milk' }]);
    await page.page.evaluate('sessionStorage.clear()');
    await page.page.reload();
    await page.signIn(await stack.issueToken({ sub: 'somebody else' }));
    await page.shows('No notes yet.');
    expect(await page.list()).toEqual([]);
  });

  test('is forgotten when its text is that of the note again, and when its user discards it', async () => {
    await openNote({ title: 'Errands', content: 'Buy milk' });
    await page.content.fill('Buy bread');
    await page.shows('Draft');
    await page.content.fill('Buy milk');
    await page.page.getByText('Draft', { exact: true }).waitFor({ state: 'detached' });
    await page.content.fill('Buy bread');
    await page.press('Discard');
    expect(await page.content.inputValue()).toBe('Buy milk');
    expect(await page.page.evaluate('localStorage.length')).toBe(0);
  });

  test('is deleted from the device when its user signs out, but not unasked', async () => {
    await openNote({ title: 'Errands', content: 'Buy milk' });
    await page.content.fill('Buy bread');
    await page.press('Sign out');
    await page.shows('One note is not saved.');
    await page.press('Cancel');
    expect(await page.content.inputValue()).toBe('Buy bread');
    await page.press('Sign out');
    await page.press('Delete and sign out');
    await page.page.getByLabel('Token').waitFor();
    expect(await page.page.evaluate('[localStorage.length, sessionStorage.length]')).toEqual([0, 0]);
  });
});

describe('a token', () => {
  test('that is none is refused at once', async () => {
    page = await NotesPage.open(url);
    await page.page.getByLabel('Token').fill('of bad news');
    await page.press('Sign in');
    expect(await page.page.getByLabel('Token').evaluate((field: { validationMessage: string }) => field.validationMessage)).toBe('This is not an ID token.');
  });

  test('that has expired ends the session, and the draft is there for the next', async () => {
    page = await open();
    await page.page.evaluate(`sessionStorage.setItem('tokens', JSON.stringify({ idToken: '${token.replace(/\w+$/, 'forged')}' }))`);
    await page.press('New note');
    await page.content.fill('Buy milk');
    await page.page.reload();
    await page.shows('Your session has ended.');
    await page.signIn(token);
    await page.choose('Buy milk');
    await page.press('Save');
    await page.says('Saved.');
    expect(await stored()).toEqual([{ content: 'Buy milk' }]);
  });
});

describe('with sign-in pages', () => {
  let signIn: SignInServer;
  let withSignIn: Server;
  let home: string;
  beforeEach(async () => {
    const sub = randomUUID();
    signIn = await SignInServer.listen(async (expiresIn) => stack.issueToken({ sub, expiresIn, claims: { email: 'alice@example.com' } }));
    [withSignIn, home] = await serve({ url: signIn.url, clientId: signIn.clientId });
    page = await NotesPage.open(home);
  });
  afterEach(() => {
    page.elsewhere.length = 0;
    close(withSignIn);
    signIn.close();
  });

  const signedIn = async () => page.page.getByRole('button', { name: 'New note' }).waitFor();

  test('a user signs in, works and signs out', async () => {
    await page.press('Sign in');
    await signedIn();
    expect(page.page.url()).toBe(home);
    await page.shows('alice@example.com');
    await page.create('Errands', 'Buy milk');
    await page.says('Saved.');
    await page.press('Sign out');
    await page.page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(signIn.requests).toEqual(['/oauth2/authorize', '/oauth2/token authorization_code', '/logout']);
    expect(await page.page.evaluate('sessionStorage.length')).toBe(0);
  });

  test('a token that expires is renewed, and the request is sent again', async () => {
    signIn.lifetimes.push(-60);
    await page.press('Sign in');
    await signedIn();
    await page.create('Errands', 'Buy milk');
    await page.says('Saved.');
    expect(signIn.requests).toContain('/oauth2/token refresh_token');
  });

  test.each([
    ['that another tab started', '?code=stolen&state=forged'],
    ['without a code', '?error=access_denied&state=forged'],
  ])('a sign-in %s is refused', async (_, query) => {
    await page.page.goto(home + query);
    await page.shows('This tab did not start this sign-in.');
    expect(signIn.requests).toEqual([]);
    expect(page.page.url()).toBe(home);
  });
});

test('the page is used by the keyboard alone', async () => {
  page = await NotesPage.open(url);
  const { keyboard } = page.page;
  const tabTo = async (name: string) => {
    for (let steps = 0; steps < 20; steps++) {
      await keyboard.press('Tab');
      const focused = await page.page.evaluate('document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent') as string;
      if (focused.startsWith(name)) {
        return;
      }
    }
    throw new Error(`the focus does not reach ${name}`);
  };
  await tabTo('Token');
  await keyboard.insertText(token);
  await keyboard.press('Enter');
  await page.page.getByRole('button', { name: 'New note' }).waitFor();
  await tabTo('New note');
  await keyboard.press('Enter');
  await page.title.waitFor();
  await keyboard.type('Errands');
  await tabTo('Content');
  await keyboard.type('Buy milk');
  await keyboard.press('Control+s');
  await page.says('Saved.');
  await tabTo('Delete…');
  await keyboard.press('Enter');
  await page.page.getByRole('dialog').waitFor();
  await tabTo('Delete');
  await keyboard.press('Enter');
  await page.says('Deleted.');
  expect(await page.page.evaluate('document.activeElement.id')).toBe('notes');
});

/** The views, and the way to each from the one before it. */
const VIEWS: [name: string, show: () => Promise<void>][] = [
  ['list', async () => page.shows('Errands')],
  ['note', async () => page.choose('Errands')],
  ['dialog', async () => {
    await page.press('Delete…');
    await page.page.getByRole('dialog').waitFor();
  }],
  ['conflict', async () => {
    await page.press('Cancel');
    await page.content.fill('Buy bread');
    await api('PATCH', `/${(await api('GET', '')).json.notes[0].id}`, { content: 'Buy oat milk' });
    await page.press('Save');
    await page.shows('The other version');
  }],
  ['lost connection', async () => {
    await page.page.context().setOffline(true);
    await page.press('Save your version');
    await page.says('No connection.');
  }],
];

test.each(['light', 'dark'] as const)('every view is accessible in the %s scheme', async (colorScheme) => {
  await api('POST', '', { title: 'Errands', content: 'Buy milk' });
  page = await NotesPage.open(url, { colorScheme });
  await page.page.getByLabel('Token').waitFor();
  expect(['sign-in', await violations(page.page)]).toEqual(['sign-in', []]);
  await page.signIn(token);
  for (const [name, show] of VIEWS) {
    await show();
    expect([name, await violations(page.page)]).toEqual([name, []]);
  }
});

test('every view fits on a phone, which shows the list or the note', async () => {
  await api('POST', '', { title: 'Errands', content: 'Buy milk' });
  page = await open({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });
  for (const [name, show] of VIEWS) {
    await show();
    expect([name, await page.page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, 360]);
    expect([name, await page.page.getByRole('button', { name: 'New note' }).isVisible()]).toEqual([name, name === 'list']);
  }
  await page.press('All notes');
  await page.page.getByRole('button', { name: 'New note' }).waitFor();
});
