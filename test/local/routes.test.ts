import { Shop, startShop } from './support';

let shop: Shop;

beforeAll(async () => { shop = await startShop(); });
afterAll(async () => shop.stop());

describe('routes', () => {
  test('a literal segment wins over a parameter', async () => {
    expect((await shop.send('GET', '/files/special/echo')).text).toMatch(/^\d+$/);
    expect((await shop.send('GET', '/files/echo/special')).json.resource).toBe('/files/{behaviour}/{proxy+}');
  });

  test('a trailing slash does not matter, an empty parameter does', async () => {
    expect((await shop.send('GET', '/do/echo/')).status).toBe(200);
    expect((await shop.send('GET', '/do//')).status).toBe(403);
  });

  test.each([
    ['GET', '/nowhere'],
    ['DELETE', '/single'],
    ['GET', '/'],
    ['OPTIONS', '*'],
    ['PROPFIND', '/do/echo'],
  ])('%s %s is unknown and thus forbidden', async (method, path) => {
    const { headers, json, status } = await shop.send(method, path);
    expect(status).toBe(403);
    expect(json).toEqual({ message: 'Missing Authentication Token' });
    expect(headers['x-amzn-errortype']).toBe('MissingAuthenticationTokenException');
    expect(headers['x-amzn-requestid']).toBeDefined();
  });
});
