import { Shop, startShop } from './support';

let shop: Shop;

beforeAll(async () => { shop = await startShop(); });
afterAll(async () => shop.stop());

test('the outputs are resolved with the local URL, and one that cannot be is left out', () => {
  expect(shop.stack.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(shop.stack.apis).toEqual([{
    name: 'Shop',
    description: 'Shop API',
    url: shop.stack.url,
    stackName: 'ShopStack',
    logicalId: expect.stringMatching(/^Shop/),
    isDefaultEndpointDisabled: false,
    domains: [],
  }]);
  expect(shop.stack.outputs).toEqual([
    { logicalId: expect.stringMatching(/^ShopEndpoint/), value: shop.stack.url },
    { logicalId: 'Try', value: `curl -i ${shop.stack.url}do/echo` },
    { logicalId: 'Table', description: 'The orders', value: expect.stringMatching(/^ShopStack-Orders/) },
  ]);
  expect(shop.progress).toContainEqual(expect.stringContaining('output PoolName of ShopStack is omitted'));
});
