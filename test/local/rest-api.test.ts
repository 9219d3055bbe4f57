import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
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

  test('is a 504 when it comes after the integration time-out', async () => {
    const { json, status } = await shop.send('GET', '/slow');
    expect(status).toBe(504);
    expect(json).toEqual({ message: 'Endpoint request timed out' });
  });
});

describe('limits', () => {
  test.each([
    ['Lambda takes', 7],
    ['API Gateway takes', 11],
  ])('a body larger than %s is a 413, and the connection gets to read it', async (_who, megabytes) => {
    const { headers, json, status } = await shop.send('POST', '/do/echo', {}, Buffer.alloc(megabytes * 1024 * 1024, 'x'));
    expect([status, json]).toEqual([413, { message: 'Request Too Long' }]);
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*' });
  });

  const sized = async (path: string, headers = {}) => shop.send('GET', path, { host: 'localhost', connection: 'close', ...headers });

  test('a request line and header values of 10,240 bytes are served, and one byte more is a 413 of the gateway responses', async () => {
    const rest = 10_240 - 'GET /do/pid? HTTP/1.1localhostclose'.length;
    expect((await sized(`/do/pid?${'x'.repeat(rest)}`)).status).toBe(200);
    const { headers, json, status } = await sized(`/do/pid?${'x'.repeat(rest + 1)}`);
    expect([status, json]).toEqual([413, { message: 'HTTP header is larger than 10240 bytes.' }]);
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*', 'x-amzn-errortype': 'RequestTooLargeException' });
  });

  test.each<[string, string, Record<string, string | string[]>]>([
    ['a header of 12,000 bytes', '/do/pid', { 'x-long': 'x'.repeat(12_000) }],
    ['a header of 70,000 bytes', '/do/pid', { 'x-long': 'x'.repeat(70_000) }],
    ['3,000 headers', '/do/pid', { 'x-many': Array.from({ length: 3_000 }, () => 'four') }],
    ['a path of 12,000 characters', `/files/echo/${'x'.repeat(12_000)}`, {}],
    ['a long path of no resource', `/nowhere/${'x'.repeat(20_000)}`, {}],
  ])('%s is a 413', async (_what, path, headers) => {
    const answer = await sized(path, headers);
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([413, '*']);
  });

  test.each([
    ['the ARN of a method with authorization', 'sealed', 414],
    ['the ARN of an open method', 'echo', 200],
  ])('%s may have 1,600 bytes', async (_what, behaviour, status) => {
    const arn = `arn:aws:execute-api:us-east-1:123456789012:${'x'.repeat(10)}/prod/GET/files/${behaviour}/`;
    const path = (bytes: number) => `/files/${behaviour}/${'x'.repeat(bytes - arn.length)}`;
    const answer = await shop.send('GET', path(1_601));
    expect(answer.status).toBe(status);
    if (status === 414) {
      expect(answer.json).toEqual({ message: 'Request URI too long' });
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      expect((await shop.send('GET', path(1_600))).status).toBe(403);
    }
  });

  test.each([[6_291_556, 200], [6_291_557, 502]])('an answer whose payload has %d bytes is a %d', async (bytes, status) => {
    expect((await shop.send('GET', `/do/large?bytes=${bytes}`)).status).toBe(status);
  });
});

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

  test('does not tell what is wrong behind it, the log does', async () => {
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

test('an answer that cannot be sent is a 500 and a line in the log, not a connection that is cut', async () => {
  expect((await shop.send('PUT', '/orders/1?confirm=yes&season=a%0Ab', { 'Content-Type': 'application/json' }, '{}')).status).toBe(500);
  expect(shop.log.some(({ line }) => line.includes('Invalid character in header content'))).toBe(true);
});

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

describe('the connection', () => {
  test('malformed HTTP is a 400 and the server lives on', async () => {
    const socket = connect(Number(new URL(shop.stack.url).port), '127.0.0.1');
    socket.end('no HTTP at all\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
    expect((await shop.send('GET', '/do/pid')).status).toBe(200);
  });

  test('a client that goes away in the middle of its request does no harm', async () => {
    const socket = connect(Number(new URL(shop.stack.url).port), '127.0.0.1');
    socket.write('POST /do/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf', () => socket.destroy());
    await new Promise((resolve) => socket.once('close', resolve));
    expect((await shop.send('GET', '/do/pid')).status).toBe(200);
  });
});

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
