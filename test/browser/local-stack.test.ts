import { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium';
import { pages, REFUSED } from './support';
import { Shop, startShop } from '../local/support';

let shop: Shop;
let browser: Browser;
/** By the server. */
let urls: Record<string, string>;

beforeAll(async () => {
  shop = await startShop();
  browser = await launchChromium();
  const { AWS_ENDPOINT_URL_DYNAMODB: functions, AWS_LAMBDA_RUNTIME_API: runtimeApi } = (await shop.send('GET', '/do/environment')).json;
  urls = {
    'an API': `${shop.stack.url}do/pid`,
    'the DynamoDB of functions': functions,
    'the DynamoDB of tools': shop.stack.dynamoDbEndpoint,
    'the Runtime API of a function': `http://${runtimeApi}/2018-06-01/runtime/init/error`,
  };
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

const pageAt = async (url: string): Promise<Page> => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  return page;
};

/** The answer that a page gets, or the browser's refusal. */
const fetched = (page: Page, url: string, init: RequestInit) =>
  page.evaluate(async ([target, options]) => {
    try {
      const response = await fetch(target as string, options as RequestInit);
      return `${response.status} ${await response.text()}`;
    } catch (error) {
      return String(error);
    }
  }, [url, init] as const);

const LIST_TABLES = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'DynamoDB_20120810.ListTables',
  'authorization': 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
};

describe.each(['an API', 'the DynamoDB of functions', 'the DynamoDB of tools', 'the Runtime API of a function'])('%s', (server) => {
  test.each<[string, RequestInit]>([
    ['reads', {}],
    ['writes as a form does', { method: 'POST', body: '{}' }],
    ['asks for DynamoDB', { method: 'POST', headers: LIST_TABLES, body: '{}' }],
  ])('shows nothing to a page of another origin that %s', async (_what, init) => {
    const page = await pageAt(pages.origin('evil.example'));
    expect(await fetched(page, urls[server], init)).toBe(REFUSED);
  });

  test('refuses a page whose host name is made to lead to it', async () => {
    const { pathname, port } = new URL(urls[server]);
    const rebound = `http://evil.example:${port}`;
    const page = await pageAt(`${rebound}/`).catch(() => undefined);
    const answers = page && [await fetched(page, `${rebound}${pathname}`, {}), await fetched(page, rebound, { method: 'POST', headers: LIST_TABLES, body: '{}' })];
    expect(answers?.map((answer) => answer.slice(0, 3)) ?? ['403', '403']).toEqual(['403', '403']);
  });
});
