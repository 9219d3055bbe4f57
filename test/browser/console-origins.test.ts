import { Page } from 'playwright-core';
import { defineApp } from './console-app';
import { SANDBOXED } from './page-server';
import { openBlank, pages } from './support';
import { startWithConsole, WithConsole } from '../local/console/console';

let app: WithConsole;
beforeAll(async () => { app = await startWithConsole(defineApp); });
afterAll(async () => { await app?.stop(); });

/** All requests to the console that a page could try. */
const REQUESTS: [method: string, path: string][] = [
  ['GET', ''], ['GET', 'main.js'], ['GET', 'api/stack'], ['GET', 'api/requests'], ['GET', 'api/openapi/Notes/x'],
  ['POST', 'api/calls/Notes/x'], ['POST', 'api/curl/Notes/x'], ['DELETE', 'api/items'],
];

/** Pages that are not the console's. */
const ELSEWHERE: [string, () => string][] = [
  ['another host', () => pages.origin('evil.example')],
  ['another port of this machine', () => pages.origin('127.0.0.1')],
  ['a sandbox', () => pages.origin('evil.example') + SANDBOXED],
];

async function open(url: string): Promise<Page> {
  const page = await openBlank();
  await page.goto(url);
  return page;
}

interface Init {
  readonly method: string;
  readonly mode?: 'no-cors';
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** The text of an answer, or the browser's refusal. */
const fetchIn = (page: Page, url: string, init: Init = { method: 'GET' }): Promise<string> =>
  page.evaluate(async ([target, options]) =>
    fetch(target, options).then(async (response) => response.text(), String), [url, init] as const);

/** A request as a page can send it, with a body if it may have one. */
const withBody = (method: string): Init => ({
  method, headers: { 'content-type': 'application/json' }, ...method === 'POST' && { body: '{}' },
});

describe.each(ELSEWHERE)('a page of %s', (_, url) => {
  test('cannot read an answer', async () => {
    const page = await open(url());
    for (const [method, path] of REQUESTS) {
      for (const init of [{ method }, withBody(method)]) {
        expect([method, path, await fetchIn(page, app.stack.consoleUrl + path, init)]).toEqual([method, path, 'TypeError: Failed to fetch']);
      }
    }
  });

  test('cannot delete an item or call an API with what a page may send without asking', async () => {
    const page = await open(url());
    const requests = app.stack.requests.list().length;
    const body = JSON.stringify({ method: 'OPTIONS', path: '/notes/{userId}', pathParameters: { userId: 'me' }, query: [], headers: [] });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const calls = `${app.stack.consoleUrl}api/calls/${app.api}`;
      await fetchIn(page, calls, { method: 'POST', mode: 'no-cors', headers: { 'content-type': type }, body });
    }
    expect(app.stack.requests.list()).toHaveLength(requests);
  });

  test('has the console in no frame, its files as no script, and its requests as no events', async () => {
    const page = await open(url());
    const load = (tag: string, attributes: object): Promise<string> => page.evaluate(`new Promise((resolve) => {
      const element = Object.assign(document.createElement('${tag}'), ${JSON.stringify(attributes)});
      element.onload = () => resolve('loaded');
      element.onerror = () => resolve('refused');
      document.documentElement.append(element);
    })`);
    expect(await load('script', { src: `${app.stack.consoleUrl}main.js` })).toBe('refused');
    // The frame can be loaded before its URL is known.
    const navigated = page.waitForEvent('framenavigated', (frame) => frame !== page.mainFrame());
    await load('iframe', { src: app.stack.consoleUrl });
    expect((await navigated).url()).toBe('chrome-error://chromewebdata/');
    expect(await page.evaluate(`new Promise((resolve) => {
      const events = new EventSource('${app.stack.consoleUrl}api/requests');
      events.onopen = () => resolve('open');
      events.onerror = () => resolve('refused');
    })`)).toBe('refused');
  });
});

test('a page of a name that leads to this machine is served nothing', async () => {
  const page = await open(`http://evil.example:${new URL(app.stack.consoleUrl!).port}/`);
  const refusal = 'the console is only available at its own address';
  expect(await page.innerText('body')).toContain(refusal);
  for (const [method, path] of REQUESTS) {
    expect([method, path, await fetchIn(page, `/${path}`, withBody(method))]).toEqual([method, path, JSON.stringify({ message: refusal })]);
  }
});

test('the page of the console itself may, so that the tests above cannot pass by chance', async () => {
  const page = await open(app.stack.consoleUrl!);
  expect(JSON.parse(await fetchIn(page, '/api/stack')).apis[0].urls).toEqual([app.stack.apis[0].url]);
});
