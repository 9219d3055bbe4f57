import { Shop, startShop } from './support';

let shop: Shop;

beforeAll(async () => { shop = await startShop(); });
afterAll(async () => shop.stop());

describe("an answer of API Gateway's own", () => {
  test.each<[method: string, path: string, status: number, message: string, errorType: string, headers?: Record<string, string>]>([
    ['GET', '/nowhere', 403, 'Missing Authentication Token', 'MissingAuthenticationTokenException'],
    ['GET', '/guarded', 403, 'Missing Authentication Token', 'MissingAuthenticationTokenException'],
    [
      'GET', '/guarded', 403,
      "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. "
        + "Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
      'IncompleteSignatureException',
      { Authorization: 'Bearer x' },
    ],
    ['PUT', '/guarded', 403, 'Forbidden', 'ForbiddenException'],
    ['PATCH', '/guarded', 429, 'Too Many Requests', 'TooManyRequestsException'],
    ['PUT', '/orders/1', 400, 'Missing required request parameters: [confirm]', 'BadRequestException'],
    ['GET', '/status', 500, 'Internal server error', 'InternalServerErrorException'],
    ['GET', '/do/throw', 502, 'Internal server error', 'InternalServerErrorException'],
    ['GET', '/slow', 504, 'Endpoint request timed out', 'InternalServerErrorException'],
  ])('%s %s: %d %s, as the default gateway response of its class says', async (method, path, expected, message, errorType, sent = {}) => {
    const { headers, json, status } = await shop.send(method, path, sent);
    expect([status, json]).toEqual([expected, { message }]);
    expect(headers).toMatchObject({
      'x-amzn-errortype': errorType,
      ...(expected < 500 ? { 'access-control-allow-origin': '*' } : { 'retry-after': '1' }),
    });
  });

  test('is 401 with words and headers of its own where there is a gateway response for it', async () => {
    const { headers, json, status } = await shop.send('POST', '/guarded');
    expect([status, json]).toEqual([401, { message: 'Unauthorized' }]);
    expect(headers).toMatchObject({ 'x-amzn-errortype': 'UnauthorizedException', 'content-type': 'text/json' });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('hides the cause, which the log has', async () => {
    await shop.send('GET', '/status');
    expect(shop.log.map(({ line }) => line)).toContain('GET /status: the request template sets no statusCode');
  });
});

describe('throttling', () => {
  test('answers 429 to what is above the burst of a method, through the gateway responses, and leaves other methods alone', async () => {
    const three = async (method: string) => Promise.all(['1', '2', '3'].map(async (id) => shop.send(method, `/limited/${id}`)));
    const answers = (await three('GET')).sort((left, right) => left.status - right.status);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2].json).toEqual({ message: 'Too Many Requests' });
    expect(answers[2].headers).toMatchObject({ 'x-amzn-errortype': 'TooManyRequestsException', 'access-control-allow-origin': '*' });
    expect((await three('DELETE')).map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  test('comes before authorization', async () => {
    expect((await shop.send('PATCH', '/guarded')).status).toBe(429);
  });
});

describe('authorization without what it asks for', () => {
  test.each([['GET', 403, 'Missing Authentication Token'], ['PUT', 403, 'Forbidden']])(
    '%s without credentials is a %d', async (method, expected, message) => {
      const { json, status } = await shop.send(method, '/guarded');
      expect([status, json.message]).toEqual([expected, message]);
    });

  test.each(['GET', 'PUT'])('%s with credentials is a 403', async (method) => {
    expect((await shop.send(method, '/guarded', { 'Authorization': 'Bearer x', 'X-Api-Key': 'y' })).status).toBe(403);
  });
});
