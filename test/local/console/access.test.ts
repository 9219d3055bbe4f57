import { Agent, request } from 'node:http';
import { startWithConsole, WithConsole } from './console';
import { ShopStack } from '../sample-app';

let shop: WithConsole;
beforeAll(async () => { shop = await startWithConsole((app) => new ShopStack(app, 'Shop')); });
afterAll(async () => { await shop?.stop(); });

const PATHS: [method: string, path: string][] = [
  ['GET', '/api/stack'],
  ['GET', '/api/requests'],
  ['GET', '/api/requests/1'],
  ['GET', '/api/tables/orders'],
  ['DELETE', '/api/items'],
  ['POST', '/api/calls/Shop/Api'],
  ['POST', '/api/curl/Shop/Api'],
  ['GET', '/api/openapi/Shop/Api'],
];

const port = () => new URL(shop.stack.consoleUrl!).port;

describe.each([...PATHS, ['GET', '/'], ['GET', '/main.js']])('%s %s', (method, path) => {
  test.each(['evil.example', '127.0.0.1.evil.example', 'localhost.', '127.0.0.1:1', ''])('is refused with the host %j', async (host) => {
    const { headers, status, text } = await shop.ask(method, path, { headers: { host: host.includes(':') ? host : `${host}:${port()}` } });
    expect([status, text]).toEqual([421, '{"message":"the console is only available at its own address"}']);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe.each(PATHS)('%s %s', (method, path) => {
  test.each<[string, Record<string, string>]>([
    ['another origin', { origin: 'http://evil.example' }],
    ['a sandbox', { origin: 'null' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['another port, as the browser says', { 'sec-fetch-site': 'same-site' }],
  ])('is refused to a page of %s', async (_, headers) => {
    const { headers: answered, status, text } = await shop.ask(method, path, { headers });
    expect([status, text]).toEqual([403, '{"message":"the console only accepts calls from its own page"}']);
    expect(answered).not.toHaveProperty('access-control-allow-origin');
  });
});

test('no preflight is answered with leave', async () => {
  const { headers, status } = await shop.ask('OPTIONS', '/api/items', {
    headers: { 'origin': 'http://evil.example', 'access-control-request-method': 'DELETE' },
  });
  expect(status).toBe(403);
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
});

test('the console serves its own page by both names of the interface', async () => {
  for (const name of ['127.0.0.1', 'localhost']) {
    const host = `${name}:${port()}`;
    const { json, status } = await shop.ask('GET', '/api/stack', { headers: { host, 'origin': `http://${host}`, 'sec-fetch-site': 'same-origin' } });
    expect([status, json.apis[0].name]).toEqual([200, 'Shop']);
  }
});

test('a form of a type that a page may send without asking is refused', async () => {
  const { status } = await shop.ask('POST', `/api/calls/${shop.api}`, { headers: { 'content-type': 'text/plain' }, body: '{}' });
  expect(status).toBe(415);
});

test.each(['/', '/main.js', '/style.css', '/openapi.html', '/swagger-ui-bundle.js', '/api/stack'])(
  '%s allows no code and no request of another origin',
  async (path) => {
    const { headers, status } = await shop.ask('GET', path);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringMatching(/^default-src 'self';.*frame-ancestors 'none'/),
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['content-security-policy']).not.toContain('unsafe');
  },
);

test.each(['/package.json', '/../console.ts', '/..%2fconsole.ts', '/page/index.html', '/api', '/api/tables/%ff'])('nothing else is served: %s', async (path) => {
  expect((await shop.ask('GET', path)).status).toBeGreaterThanOrEqual(400);
});

test('it listens on the loopback interface only', () => {
  expect(shop.stack.consoleUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
});

test('a stack that stops ends the list of requests that is still open', async () => {
  const other = await startWithConsole((app) => new ShopStack(app, 'Other'));
  const agent = new Agent({ keepAlive: true });
  const closed = new Promise((resolve, reject) => {
    request(`${other.stack.consoleUrl}api/requests`, { agent }, (response) => {
      response.on('error', () => undefined).on('close', () => resolve('closed')).resume();
      other.stop().catch(reject);
    }).end();
  });
  await expect(closed).resolves.toBe('closed');
  agent.destroy();
});
