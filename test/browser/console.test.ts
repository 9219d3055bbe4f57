import { violations } from './accessibility';
import { defineApp, HOSTILE } from './console-app';
import { ConsolePage } from './console-page';
import './support';
import { call } from '../http';
import { startWithConsole, WithConsole } from '../local/console/console';

let app: WithConsole;
let console: ConsolePage;
let site: string;

beforeAll(async () => {
  app = await startWithConsole(defineApp);
  site = app.stack.apis.find(({ description }) => description?.startsWith('Site'))!.url;
});
beforeEach(async () => {
  console = await ConsolePage.open(app.stack.consoleUrl!, { permissions: ['clipboard-read', 'clipboard-write'] });
});
afterEach(() => expect({ problems: console.problems, elsewhere: console.elsewhere }).toEqual({ problems: [], elsewhere: [] }));
afterAll(async () => { await app?.stop(); });

const main = () => console.page.locator('main').first();
const clipboard = () => console.page.evaluate<string>('navigator.clipboard.readText()');

/** Creates a note as a user, and shows the answer. */
async function createNote(user: string, content: string): Promise<void> {
  await console.openRoute('POST /notes/{userId}');
  await console.page.getByLabel('As', { exact: true }).selectOption({ label: user });
  await console.page.getByLabel('userId (path, required)').fill('me');
  await console.page.getByLabel('Body', { exact: true }).fill(JSON.stringify({ content }));
  await console.send(200);
}

test('lists the routes of every API, who may call them and what they validate', async () => {
  await console.goTo('');
  const text = await main().innerText();
  for (const part of ['Site <b>of</b> visits', 'GET', '/visits/{page}', 'Everybody', 'IAM: Editor', 'Cognito: ID token of Users', 'body application/json']) {
    expect(text).toContain(part);
  }
});

test('calls a route as a user with a token, and shows the answer, the decisions and the function', async () => {
  await createNote('alice', 'Buy milk');
  expect(await main().innerText()).toContain('"noteId": ');
  await console.page.getByRole('link', { name: 'Decisions and log lines' }).click();
  await console.page.getByRole('heading', { name: 'Decisions' }).waitFor();
  const text = await main().innerText();
  expect(text).toMatch(/allowed .* has an ID token/);
  expect(text).toMatch(/dynamodb:PutItem/);
});

test('calls a route as a role that may, and as one that may not', async () => {
  await console.openRoute('GET /restricted');
  const roles = console.page.getByLabel('As', { exact: true });
  expect(await roles.locator('optgroup[label="May call this route"] option').allInnerTexts()).toEqual(['Editor']);
  await console.send(200);
  await roles.selectOption({ label: 'Guest' });
  await console.send(403);
  await console.page.getByRole('link', { name: 'Decisions and log lines' }).click();
  await console.page.locator('.refused').waitFor();
  expect(await console.page.locator('.decisions').innerText()).toMatch(/refused .*execute-api:Invoke/);
});

test('shows a request of another client at once, with its log lines, and finds it by the function\'s own X-Request-Id', async () => {
  await console.goTo('#/requests');
  await call(site, 'GET', '/visits/home');
  await call(site, 'GET', '/unknown');
  await console.page.getByRole('link', { name: 'GET /unknown' }).first().waitFor();
  await console.page.getByRole('searchbox').fill('visit-of-home');
  expect(await console.page.locator('tbody tr').allInnerTexts()).toEqual([expect.stringContaining('/visits/home')]);
  await console.page.getByRole('searchbox').press('Enter');
  await console.page.getByRole('heading', { name: 'Log' }).waitFor();
  expect(await main().innerText()).toMatch(/Visits\w+: .*<b>visited<\/b> \/visits\/home/);
});

test.each([
  ['a signed request', 'GET /restricted', 'Editor', /^curl -i '[^']+restricted' --aws-sigv4 /],
  ['an open one', 'GET /visits/{page}', 'nobody: without credentials', /^curl -i '[^']+visits\/a%20b%2F'$/],
])('copies %s as curl', async (_, route, caller, command) => {
  await console.openRoute(route);
  await console.page.getByLabel('As', { exact: true }).selectOption({ label: caller });
  if (route.includes('{page}')) {
    await console.page.getByLabel('page (path, required)').fill('a b/');
  }
  await console.page.getByRole('button', { name: 'Copy as curl' }).click();
  await console.page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await clipboard()).toMatch(command);
});

test('does not execute what notes, answers, headers and log lines contain', async () => {
  await createNote('bob', HOSTILE);
  await console.openRoute('GET /visits/{page}');
  await console.page.getByLabel('page (path, required)').fill(HOSTILE);
  await console.send(200);
  await console.page.getByRole('link', { name: 'Decisions and log lines' }).click();
  await console.page.getByRole('heading', { name: 'Log' }).waitFor();
  await console.goTo('#/tables');
  await console.page.locator('.routes a').first().click();
  await console.page.getByRole('button', { name: 'Reload' }).waitFor();
  expect(await main().innerText()).toContain(HOSTILE);
  expect(await console.page.title()).not.toContain('attacked');
  expect(await main().locator('img, script').count()).toBe(0);
});

test('turns the pages of a table, and deletes all items once that is confirmed', async () => {
  const token = await app.stack.issueToken({ sub: 'many' });
  const headers = { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' };
  for (let at = 0; at < 30; at++) {
    await call(app.stack.url, 'POST', '/notes/me', { headers, body: `{"content":"note ${at}"}` });
  }
  await console.goTo('#/tables');
  await console.page.locator('.routes a').first().click();
  await console.page.getByText(/^Page 1, 25 items$/).waitFor();
  await console.page.getByRole('button', { name: 'Next' }).click();
  await console.page.getByText(/^Page 2, /).waitFor();
  await console.page.getByRole('button', { name: 'Previous' }).click();
  await console.page.getByText(/^Page 1, /).waitFor();

  await console.page.getByRole('link', { name: 'Tables' }).click();
  await console.page.getByRole('button', { name: 'Delete all items…' }).click();
  await console.page.keyboard.press('Escape');
  await console.page.getByRole('button', { name: 'Delete all items…' }).click();
  await console.page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  expect((await call(app.stack.url, 'GET', '/notes/me', { headers })).json.notes).not.toEqual([]);
  await console.page.getByRole('button', { name: 'Delete all items…' }).click();
  await console.page.getByRole('dialog').getByRole('button', { name: 'Delete all items' }).click();
  await console.page.getByText(/^\d+ items deleted\.$/).waitFor();
  expect((await call(app.stack.url, 'GET', '/notes/me', { headers })).json.notes).toEqual([]);
});

test('shows the OpenAPI document with its models and authorizers', async () => {
  await console.goTo('');
  await console.page.getByRole('link', { name: 'OpenAPI document' }).first().click();
  await console.page.locator('.opblock').first().waitFor();
  const text = await main().innerText();
  expect(text).toContain('/notes/{userId}/{id}');
  expect(text).toContain('Schemas');
  await console.page.getByRole('button', { name: 'Authorize' }).click();
  expect(await console.page.locator('.dialog-ux').innerText()).toContain('Authorization');
});

test('is used by the keyboard alone', async () => {
  await console.goTo('');
  await console.page.keyboard.press('Tab');
  expect(await console.page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
  await console.page.getByRole('link', { name: 'GET /visits/{page}' }).focus();
  await console.page.keyboard.press('Enter');
  await console.page.getByLabel('page (path, required)').focus();
  await console.page.keyboard.type('keys');
  await console.page.keyboard.press('Enter');
  await console.page.getByRole('heading', { name: /^200 in / }).waitFor();
});

const VIEWS: [view: string, path: string][] = [
  ['APIs', ''], ['requests', '#/requests'], ['tables', '#/tables'], ['nothing', '#/table/none'],
];

test('says that the stack does not answer, and shows it again when it does', async () => {
  const first = await startWithConsole(defineApp);
  const consoleUrl = first.stack.consoleUrl!;
  const { page } = await ConsolePage.open(consoleUrl);
  await page.goto(`${consoleUrl}#/requests`);
  await page.getByText('No request yet.').waitFor();
  await first.stop();
  await page.getByText('The stack does not answer.').waitFor();
  const second = await startWithConsole(defineApp, { consolePort: Number(new URL(consoleUrl).port) });
  await call(second.stack.url, 'GET', '/unknown');
  await page.getByRole('link', { name: 'GET /unknown' }).waitFor();
  expect(await page.getByText('The stack does not answer.').count()).toBe(0);
  await second.stop();
});

test('keeps the text in a form over a reload, and the focus in the list over new requests', async () => {
  await console.openRoute('POST /notes/{userId}');
  await console.page.getByLabel('Body', { exact: true }).fill('typed');
  const described = console.page.waitForResponse((response) => response.url().endsWith('/api/stack'));
  await app.stack.reload();
  await (await described).finished();
  expect(await console.page.getByLabel('Body', { exact: true }).inputValue()).toBe('typed');

  await call(site, 'GET', '/first');
  await console.goTo('#/requests');
  await console.page.getByRole('link', { name: 'GET /first' }).focus();
  await call(site, 'GET', '/second');
  await console.page.getByRole('link', { name: 'GET /second' }).waitFor();
  expect(await console.page.evaluate('document.activeElement.textContent')).toBe('GET /first');
});

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  test('every view is accessible', async () => {
    const shown = await ConsolePage.open(app.stack.consoleUrl!, { colorScheme });
    await call(site, 'GET', '/visits/home');
    for (const [, path] of VIEWS.slice(0, 3)) {
      await shown.goTo(path);
      expect([path, await violations(shown.page)]).toEqual([path, []]);
    }
    await shown.openRoute('GET /restricted');
    await shown.send(200);
    expect(['the form', await violations(shown.page)]).toEqual(['the form', []]);
    await shown.page.getByRole('link', { name: 'Decisions and log lines' }).click();
    await shown.page.getByRole('heading', { name: 'Decisions' }).waitFor();
    expect(['the request', await violations(shown.page)]).toEqual(['the request', []]);
  });
});

test('fits on a phone', async () => {
  const { page } = console;
  await page.setViewportSize({ width: 360, height: 640 });
  for (const [view, path] of VIEWS) {
    await page.goto(app.stack.consoleUrl + path);
    await main().locator('> *').first().waitFor();
    expect([view, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([view, 360]);
  }
  console.problems.length = 0;
});
