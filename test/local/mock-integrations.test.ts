import { Shop, startShop } from './support';

let shop: Shop;

beforeAll(async () => { shop = await startShop(); });
afterAll(async () => shop.stop());

describe('a mock integration', () => {
  test('answers with the integration response of its status', async () => {
    const fine = await shop.send('GET', '/status?code=200');
    expect([fine.status, fine.json]).toEqual([200, { stage: 'prod', season: 'winter' }]);
    const teapot = await shop.send('GET', '/status?code=418');
    expect([teapot.status, teapot.headers['x-pot']]).toEqual([418, 'tea']);
  });

  test('answers a CORS preflight, its origin chosen by the response template', async () => {
    const origin = async (value: string) => shop.send('OPTIONS', '/orders/1', { Origin: value });
    const { headers, status } = await origin('https://b.example');
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://b.example',
      'access-control-allow-methods': 'GET,PUT',
      'vary': 'Origin',
    });
    expect((await origin('https://evil.example')).headers['access-control-allow-origin']).toBe('https://a.example');
  });
});
