import { Shop, startShop } from './support';
import { EngineName, installedEngines, startEngine } from '../../local/dynamodb/engine';
import { Lifetime } from '../../local/machine/lifetime';
import { call } from '../http';

const SCAN = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'DynamoDB_20120810.ListTables',
  'authorization': 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
};

describe.each(installedEngines)('with %s', (engine: EngineName) => {
  let shop: Shop;
  /** By the server. */
  let urls: Record<string, string>;
  beforeAll(async () => {
    shop = await startShop({ engine });
    const { AWS_ENDPOINT_URL_DYNAMODB: functions } = (await shop.send('GET', '/do/environment')).json;
    urls = { 'an API': shop.stack.url, 'the DynamoDB of functions': functions, 'the DynamoDB of tools': shop.stack.dynamoDbEndpoint };
  });
  afterAll(async () => shop.stop());

  describe.each(['an API', 'the DynamoDB of functions', 'the DynamoDB of tools'])('%s', (server) => {
    test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '10.0.0.1', 'localhost.evil.example', '0.0.0.0', '2130706433'])(
      'refuses a request for the host %s', async (host) => {
        const get = await call(urls[server], 'GET', '/', { headers: { host } });
        const scan = await call(urls[server], 'POST', '/', { headers: { ...SCAN, host }, body: '{}' });
        expect([get.status, scan.status]).toEqual([403, 403]);
        expect(scan.text).not.toContain('TableNames');
      });

    test('gives a page of another origin no leave', async () => {
      const preflight = { 'origin': 'http://evil.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-amz-target' };
      const asked = await call(urls[server], 'OPTIONS', '/', { headers: preflight });
      const posted = await call(urls[server], 'POST', '/', { headers: { ...SCAN, origin: 'http://evil.example' }, body: '{}' });
      expect([asked.status, posted.status]).toEqual([403, 403]);
      // The API's own gateway response says so: its app decides on that.
      if (server !== 'an API') {
        expect([asked, posted].map(({ headers }) => headers['access-control-allow-origin'])).toEqual([undefined, undefined]);
      }
    });
  });

  test('a tool on this machine reads the tables with any credentials', async () => {
    const { json, status } = await call(shop.stack.dynamoDbEndpoint, 'POST', '/', { headers: SCAN, body: '{}' });
    expect([status, json.TableNames]).toEqual([200, [expect.stringMatching(/^ShopStack-Orders/)]]);
  });

  test('the engine itself answers no page, or is at an address that no page can find', async () => {
    const lifetime = new Lifetime();
    try {
      const hosts: string[] = [];
      for (const attempt of [1, 2]) {
        const { endpoint } = await startEngine(engine, lifetime, () => undefined);
        const answer = await call(endpoint, 'POST', '/', { headers: { ...SCAN, origin: 'http://evil.example' }, body: '{}' });
        hosts.push(answer.status === 403 ? `refused ${attempt}` : new URL(endpoint).hostname);
      }
      expect(new Set(hosts).size).toBe(2);
      expect(hosts).not.toContain('127.0.0.1');
    } finally {
      await lifetime.end();
    }
  });
});
