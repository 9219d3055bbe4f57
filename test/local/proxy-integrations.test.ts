import { Shop, startShop } from './support';

let shop: Shop;

beforeAll(async () => { shop = await startShop(); });
afterAll(async () => shop.stop());

describe('the proxy event', () => {
  test('is what API Gateway sends, with null where a part is missing', async () => {
    const { status, text: body } = await shop.send('GET', '/do/echo', { 'User-Agent': 'jest' });
    expect(status).toBe(200);
    const { requestContext, headers, multiValueHeaders, ...event } = JSON.parse(body);
    const host = new URL(shop.stack.url).host;
    expect(event).toEqual({
      resource: '/do/{behaviour}',
      path: '/do/echo',
      httpMethod: 'GET',
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: { behaviour: 'echo' },
      stageVariables: { season: 'winter' },
      body: null,
      isBase64Encoded: false,
    });
    expect(headers).toEqual({
      'Host': host,
      'User-Agent': 'jest',
      'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      'X-Forwarded-For': '127.0.0.1',
      'X-Forwarded-Port': host.split(':')[1],
      'X-Forwarded-Proto': 'http',
    });
    expect(multiValueHeaders['User-Agent']).toEqual(['jest']);
    expect(requestContext).toEqual({
      accountId: '123456789012',
      apiId: expect.stringMatching(/^[a-z0-9]{10}$/),
      deploymentId: expect.stringMatching(/^[a-z0-9]{6}$/),
      domainName: '127.0.0.1',
      domainPrefix: '127',
      extendedRequestId: expect.any(String),
      httpMethod: 'GET',
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: '127.0.0.1',
        user: null,
        userAgent: 'jest',
        userArn: null,
      },
      path: '/prod/do/echo',
      protocol: 'HTTP/1.1',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      requestTimeEpoch: expect.any(Number),
      resourceId: expect.stringMatching(/^[a-z0-9]{6}$/),
      resourcePath: '/do/{behaviour}',
      stage: 'prod',
    });
  });

  test('carries repeated query and header values, the last one alone and all of them', async () => {
    const { json } = await shop.send('GET', '/do/echo?a=1&b=x%20y+z&a=2&c', { 'X-Tag': ['one', 'two'] });
    const event = json;
    expect(event.queryStringParameters).toEqual({ a: '2', b: 'x y z', c: '' });
    expect(event.multiValueQueryStringParameters).toEqual({ a: ['1', '2'], b: ['x y z'], c: [''] });
    expect(event.headers['X-Tag']).toBe('two');
    expect(event.multiValueHeaders['X-Tag']).toEqual(['one', 'two']);
  });

  test('keeps path parameters percent-encoded and the path as it was sent', async () => {
    const event = (await shop.send('GET', '/files/echo/a%2Fb/../%C3%A9//c')).json;
    expect(event.pathParameters).toEqual({ behaviour: 'echo', proxy: 'a%2Fb/../%C3%A9//c' });
    expect(event.path).toBe('/files/echo/a%2Fb/../%C3%A9//c');
    expect(event.resource).toBe('/files/{behaviour}/{proxy+}');
  });

  test('carries a body as text, and as Base64 where its media type is binary', async () => {
    const asText = (await shop.send('POST', '/do/echo', {}, '{"é":1}')).json;
    expect([asText.body, asText.isBase64Encoded]).toEqual(['{"é":1}', false]);
    const asBase64 = (await shop.send('POST', '/do/echo', { 'Content-Type': 'image/png' }, Buffer.from([0, 255]))).json;
    expect([asBase64.body, asBase64.isBase64Encoded]).toEqual(['AP8=', true]);
  });

  test('has the id that the answer carries', async () => {
    const { headers, json } = await shop.send('GET', '/do/echo');
    expect(headers['x-amzn-requestid']).toBe(json.requestContext.requestId);
  });
});

describe("the function's answer", () => {
  test('gives status, body and headers, with the values of both maps merged and reserved headers renamed', async () => {
    const { headers, status, text: body } = await shop.send('GET', '/do/headers');
    expect([status, body]).toEqual([201, 'made']);
    expect(headers).toMatchObject({
      'content-type': 'text/plain',
      'x-one': 'single',
      'x-many': 'a, b, c',
      'x-amzn-remapped-www-authenticate': 'Basic',
      'content-length': '4',
    });
    expect(headers['www-authenticate']).toBeUndefined();
  });

  test('is decoded from Base64 for a client that accepts the binary media type', async () => {
    expect((await shop.send('GET', '/do/binary', { Accept: 'image/png' })).bytes).toEqual(Buffer.from([0, 255, 1]));
    expect((await shop.send('GET', '/do/binary', { Accept: 'text/html' })).text).toBe('AP8B');
  });

  test.each(['text', 'object', 'nothing', 'interim', 'header'])('is a 502 when malformed: %s', async (behaviour) => {
    const { json, status } = await shop.send('GET', `/do/${behaviour}`);
    expect(status).toBe(502);
    expect(json).toEqual({ message: 'Internal server error' });
    expect(shop.log.some(({ line }) => line.startsWith('GET /do/{behaviour}: '))).toBe(true);
  });

  test('is a 504 when it comes after the timeout of the integration', async () => {
    const { json, status } = await shop.send('GET', '/slow');
    expect(status).toBe(504);
    expect(json).toEqual({ message: 'Endpoint request timed out' });
  });
});

test('an answer that cannot be sent is a 500 and a line in the log, not a connection that is cut', async () => {
  expect((await shop.send('PUT', '/orders/1?confirm=yes&season=a%0Ab', { 'Content-Type': 'application/json' }, '{}')).status).toBe(500);
  expect(shop.log.some(({ line }) => line.includes('Invalid character in header content'))).toBe(true);
});
