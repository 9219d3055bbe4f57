import { Shop, startShop } from './support';

let shop: Shop;

beforeAll(async () => { shop = await startShop(); });
afterAll(async () => shop.stop());

describe('request validation', () => {
  const put = async (query: string, body: string, headers = {}) => shop.send('PUT', `/orders/1${query}`, headers, body);

  test('lets a good request through', async () => {
    expect((await put('?confirm=yes', '{"item":"tea","count":1}')).status).toBe(204);
  });

  test.each(['', '?confirm=', '?other=1'])('refuses a required parameter that is missing or blank: %j', async (query) => {
    const { headers, json, status } = await put(query, '{"item":"tea"}');
    expect(status).toBe(400);
    expect(json).toEqual({ message: 'Missing required request parameters: [confirm]' });
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  test.each(['{}', '{"item":5}', '{"item":"tea","count":0}', '[]', '', '{'])(
    'refuses a body that the model does not describe: %j',
    async (body) => {
      expect((await put('?confirm=yes', body, { 'Content-Type': 'application/json; charset=utf-8' })).status).toBe(422);
    },
  );

  test('looks only at the content types that have a model', async () => {
    expect((await put('?confirm=yes', 'free text', { 'Content-Type': 'text/plain' })).status).toBe(204);
  });

  test('answers as the gateway response says: status, template, literal and mapped headers', async () => {
    const { headers, json } = await put('?confirm=yes', '{}', { Origin: 'https://a.example' });
    expect(json).toEqual({ why: "[must have required property 'item']", type: 'BAD_REQUEST_BODY', path: '/orders/{id}' });
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'x-literal': 'fixed',
      'x-mapped': headers['x-amzn-requestid'],
      'x-origin': 'https://a.example',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
});
