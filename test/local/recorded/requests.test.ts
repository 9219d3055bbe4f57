import { recordedApi, RecordedRoute } from './recorded-api';

const NOT_FOUND = { status: 403, json: { message: 'Missing Authentication Token' } };

const says = (path: string, method: string, message: string): RecordedRoute => ({
  path,
  method,
  integration: {
    type: 'MOCK',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    integrationResponses: [{ statusCode: '200', responseTemplates: { 'application/json': JSON.stringify({ statusCode: 200, message }) } }],
  },
});

describe('test_proxy_routing_with_hardcoded_resource_sibling', () => {
  const api = recordedApi((stack) => stack.addApi([
    says('/test', 'POST', 'POST request'), says('/test/any', 'ANY', 'ANY request'), says('/{proxy+}', 'OPTIONS', 'OPTIONS request'),
  ]));

  test.each([
    ['OPTIONS', '/test', 'OPTIONS request'],
    ['POST', '/test', 'POST request'],
    ['OPTIONS', '/test/any', 'ANY request'],
    ['GET', '/test/any', 'ANY request'],
  ])('%s %s', async (method, path, message) => {
    expect(await api.send(method, path)).toMatchObject({ status: 200, json: { message } });
  });
});

describe('test_routing_with_hardcoded_resource_sibling_order', () => {
  const api = recordedApi((stack) => stack.addApi([
    says('/part1', 'GET', 'part1'), says('/{param+}', 'GET', 'proxy'), says('/part1/hardcoded-value', 'GET', 'hardcoded-value'),
  ]));

  test.each([['/part1', 'part1'], ['/part1/hardcoded-value', 'hardcoded-value'], ['/part1/random-value', 'proxy']])('%s', async (path, message) => {
    expect(await api.send('GET', path)).toMatchObject({ status: 200, json: { message } });
  });
});

describe('test_routing_not_found', () => {
  const api = recordedApi((stack) => stack.addApi([says('/existing', 'GET', 'exists')]));

  test('working-route', async () => expect(await api.send('GET', '/existing')).toMatchObject({ status: 200, json: { message: 'exists', statusCode: 200 } }));

  test.each([['not-found', 'GET', '/random-non-existing'], ['wrong-method', 'POST', '/existing']])('%s', async (_recorded, method, path) => {
    const answer = await api.send(method, path);
    expect(answer).toMatchObject(NOT_FOUND);
    expect(answer.headers['x-amzn-errortype']).toBe('MissingAuthenticationTokenException');
  });
});

describe('test_api_gateway_request_validator', () => {
  const PARAMETERS = { 'method.request.path.test': true, 'method.request.querystring.qs1': true, 'method.request.header.x-header-param': true };
  const define = (requestParameters: Record<string, boolean>, isOn = true) => recordedApi((stack) => {
    stack.addFunction('Echo', 'return { statusCode: 200, body: JSON.stringify(event) }');
    const integration = { type: 'AWS_PROXY', ...stack.invoking('Echo') };
    stack.addApi(['GET', 'POST'].map((method) => ({ path: '/nested/{test}', method, integration, requestParameters })), {
      validation: {
        isOn,
        schema: { type: 'object', properties: { a: { type: 'number' }, b: { type: 'number' } }, required: ['a', 'b'] },
      },
    });
  });
  const api = define(PARAMETERS);
  const withIssuer = define({ ...PARAMETERS, 'method.request.path.test': false, 'method.request.path.issuer': true });
  const off = define(PARAMETERS, false);
  const GOOD = { 'x-header-param': 'test', 'content-type': 'application/json' };
  const BAD_BODY = { message: 'Invalid request body' };

  test.each<[string, typeof api, string, string, Record<string, string>, string | undefined, number, object | null]>([
    ['every parameter and a valid body', api, 'POST', '?qs1=test', GOOD, '{"a": 1, "b": 2}', 200, null],
    ['GET request with no body', api, 'GET', '?qs1=test', { 'x-header-param': 'test' }, undefined, 400, BAD_BODY],
    ['GET request with an empty body, content type JSON', api, 'GET', '?qs1=test', GOOD, undefined, 400, BAD_BODY],
    [
      'missing-all-required-request-params-post', withIssuer, 'POST', '', {}, '{"test": "test"}', 400,
      { message: 'Missing required request parameters: [x-header-param, issuer, qs1]' },
    ],
    [
      'missing-required-headers-request-params-get', api, 'GET', '?qs1=test', {}, undefined, 400,
      { message: 'Missing required request parameters: [x-header-param]' },
    ],
    ['missing-required-qs-request-params-get', api, 'GET', '', GOOD, undefined, 400, { message: 'Missing required request parameters: [qs1]' }],
    ['invalid-request-body', api, 'POST', '?qs1=test', GOOD, '{"test": "test"}', 400, BAD_BODY],
    ['disable-request-validator', off, 'POST', '', {}, '{"test": "test"}', 200, null],
    ['disable-request-validator: GET', off, 'GET', '', {}, undefined, 200, null],
  ])('%s', async (_recorded, target, method, query, headers, body, status, json) => {
    const answer = await target.send(method, `/nested/value${query}`, headers, body);
    expect([answer.status, json && answer.json]).toEqual([status, json]);
  });
});
