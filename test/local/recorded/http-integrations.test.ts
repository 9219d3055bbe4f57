import { echoServer, recordedApi, RecordedRoute } from './recorded-api';

const TYPES = ['HTTP', 'HTTP_PROXY'] as const;
const echo = echoServer();
const FAULT = { status: 500, text: '{"message":"Internal server error"}' };

const http = (type: string, uri: string, more: Partial<RecordedRoute['integration']> = {}): RecordedRoute['integration'] =>
  ({ type, uri, integrationHttpMethod: 'POST', integrationResponses: [{ statusCode: '200' }], ...more });

describe('test_http_integration_status_code_selection', () => {
  const api = recordedApi((stack) => stack.addApi([{
    path: '/{status}',
    integration: http('HTTP', `${echo.url}/status/{status}`, {
      integrationHttpMethod: 'GET',
      requestParameters: { 'integration.request.path.status': 'method.request.path.status' },
      integrationResponses: [{ statusCode: '200' }, { statusCode: '400', selectionPattern: '4\\d{2}' }],
    }),
    requestParameters: { 'method.request.path.status': true },
    responses: [{ statusCode: '200' }, { statusCode: '400' }],
  }]));

  test.each([['4xx', 404, 400], ['2xx', 201, 200]])('%s: an answer of %d is a %d', async (_recorded, answered, status) => {
    expect((await api.send('GET', `/${answered}`)).status).toBe(status);
  });
});

describe.each(TYPES)('test_http_integration_invoke_status_code_passthrough[%s]', (type) => {
  const api = recordedApi((stack) => stack.addApi([{
    path: '/{map}',
    method: 'ANY',
    integration: http(type, `${echo.url}/status/{map}`, { requestParameters: { 'integration.request.path.map': 'method.request.path.map' } }),
    requestParameters: { 'method.request.path.map': true },
  }]));

  test.each([['matching-response', 200, 200], ['non-matching-response', 400, type === 'HTTP' ? 200 : 400]])(
    '%s: an answer of %d is a %d', async (_recorded, answered, status) => {
      expect((await api.send('POST', `/${answered}`)).status).toBe(status);
    });
});

describe.each(TYPES)('test_http_integration_method[%s]', (type) => {
  const api = recordedApi((stack) => stack.addApi([{ path: '/test', method: 'ANY', integration: http(type, echo.url) }]));

  test.each(['POST', 'PUT', 'GET'])('http-invocation-lambda-url: %s reaches the endpoint as POST', async (method) => {
    const { json } = await api.send(method, '/test', { 'content-type': 'application/json', 'accept': 'application/json', 'user-agent': 'test/integration' }, '{"message":"hello world"}');
    expect(json).toMatchObject({ method: 'POST', json: { message: 'hello world' } });
    expect(json.headers['user-agent']).toMatch(type === 'HTTP' ? /^AmazonAPIGateway_[a-z0-9]{10}$/ : /^test\/integration$/);
  });
});

describe.each([
  ['HTTP', { 'accept': 'application/json', 'user-agent': expect.stringMatching(/^AmazonAPIGateway_/) }],
  ['HTTP_PROXY', { 'accept': 'application/xml', 'user-agent': 'test/integration', 'accept-encoding': 'gzip, deflate' }],
] as const)('test_http_integration_with_lambda[%s]', (type, expected) => {
  const api = recordedApi((stack) => stack.addApi([{ path: '/test', method: 'POST', integration: http(type, echo.url) }]));

  test('http-invocation-lambda-url', async () => {
    const { headers, json, status } = await api.send('POST', '/test', {
      'Content-Type': 'application/json', 'Accept': 'application/xml', 'Accept-Encoding': 'gzip, deflate', 'User-Agent': 'test/integration',
    }, '{"message": "hello world"}');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      args: {},
      json: { message: 'hello world' },
      headers: {
        ...expected,
        'content-type': 'application/json',
        'content-length': '26',
        'host': new URL(echo.url).host,
        'x-amzn-apigateway-api-id': expect.stringMatching(/^[a-z0-9]{10}$/),
        'x-amzn-trace-id': expect.stringMatching(/^Root=/),
      },
    });
    expect(headers['content-type']).toBe('application/json');
    expect(headers['x-amzn-remapped-content-length'] === undefined).toBe(type === 'HTTP');
    expect(headers['x-amzn-remapped-date'] === undefined).toBe(type === 'HTTP');
  });
});

describe('test_http_proxy_integration_request_data_mappings', () => {
  const requestParameters = {
    'integration.request.header.headerVar': 'method.request.header.foobar',
    'integration.request.path.qsVar': 'method.request.querystring.testVar',
    'integration.request.path.pathVar': 'method.request.path.pathVariable',
    'integration.request.querystring.queryString': 'method.request.querystring.testQueryString',
    'integration.request.querystring.testQs': 'method.request.querystring.testQueryString',
    'integration.request.querystring.testEmptyQs': 'method.request.header.emptyheader',
  };
  const api = recordedApi((stack) => stack.addApi([{
    path: '/{pathVariable}', method: 'POST', integration: http('HTTP_PROXY', `${echo.url}?testVar={pathVar}&testQs={qsVar}`, { requestParameters }),
  }]));

  test('http-proxy-invocation', async () => {
    const { json, status } = await api.send('POST', '/foobar?testQueryString=foo&testVar=bar', {
      'Content-Type': 'application/json', 'Accept': 'application/json', 'foobar': 'mapped-value', 'headerVar': 'request-value',
    }, '{"message": "hello world"}');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      args: { queryString: 'foo', testQs: 'bar,foo', testQueryString: 'foo', testVar: 'foobar,bar' },
      headers: { foobar: 'mapped-value', headervar: 'mapped-value', host: new URL(echo.url).host },
      json: { message: 'hello world' },
    });
    expect(json.args).not.toHaveProperty('testEmptyQs');
  });
});

describe('test_import_with_stage_variables', () => {
  const define = (variables?: Record<string, string>) => recordedApi((stack) => stack.addApi([{
    path: '/path1',
    method: 'POST',
    integration: http('HTTP', 'http://${stageVariables.url}/{path}', {
      requestParameters: { 'integration.request.path.path': "'test-path'", 'integration.request.querystring.qs_key': "'qs_value'" },
    }),
  }], { variables: variables && { url: new URL(echo.url).host } }));
  const withVariable = define({});
  const without = define();

  test('get-resp-from-http', async () => {
    expect((await withVariable.send('POST', '/path1')).json).toMatchObject({ args: { qs_key: 'qs_value' }, data: '', method: 'POST', path: '/test-path' });
  });

  test('get-error-resp-from-http', async () => {
    const answer = await without.send('POST', '/path1');
    expect(answer).toMatchObject(FAULT);
    expect(answer.headers['x-amzn-errortype']).toBe('InternalServerErrorException');
  });
});

/** The header fields that a client sends, one that its HTTP library allows. */
const SENT = {
  'Accept': 'application/json',
  'Accept-Charset': 'UTF-8',
  'Accept-Encoding': 'br',
  'Age': 'request_Age',
  'Authorization': 'Unauthorized',
  'Content-Encoding': 'deflate',
  'Content-MD5': 'request_Content-MD5',
  'Content-Type': 'application/json',
  'Date': 'request_Date',
  'Max-Forwards': '2',
  'Pragma': 'cache',
  'Proxy-Authenticate': 'Basic',
  'Range': 'bytes=500-999',
  'Referer': 'https://example.com/',
  'Server': 'https://example.com/',
  'TE': 'deflate',
  'User-Agent': 'localStack/0.0',
  'Via': 'p.example.net',
  'Warn': '299 localStack/0.0',
  'WWW-Authenticate': 'Basic YWxhZGRpbjpvcGVuc2VzYW1l',
};

/** Header fields that an integration sets, and whether the endpoint receives them. */
const MAPPED: [name: string, value: string, isReceived: boolean][] = [
  ['Accept', 'text/html', true], ['Accept-Charset', 'UTF-16', true], ['Accept-Encoding', 'zstd', true], ['Age', 'request_params_age', true],
  ['Authorization', 'request_params_authorization', true], ['Content-Encoding', 'compress', true], ['Content-MD5', 'request_params_Content-MD5', true],
  ['Max-Forwards', '2', true], ['Pragma', 'no-cache', true], ['Range', 'bytes=0-499', true], ['Referer', 'https://example.com/page', true],
  ['Server', 'https://example.com/page', true], ['User-Agent', 'Override-Agent', true], ['Warn', '110 anderson/1.3.37', true],
  ['WWW-Authenticate', 'Basic YWxhZGRpbjpvcGVuc2VzYW1l', true], ['Expect', '100-continue', false], ['Proxy-Authenticate', 'Basic', false],
  ['TE', 'deflate', false], ['Via', 'proxy.example.net', false],
];

const RESPONSE_HEADERS = [...new Set([...Object.keys(SENT), 'Connection', 'Content-Length', 'Expect', 'Host', 'Trailer', 'Transfer-Encoding', 'Upgrade'])];

describe.each(TYPES)('test_apigateway_header_remapping_http[%s]', (type) => {
  const api = recordedApi((stack) => {
    const declared = Object.fromEntries(RESPONSE_HEADERS.map((name) => [`method.response.header.${name}`, true]));
    const route = (path: string, more: Partial<RecordedRoute['integration']> = {}): RecordedRoute =>
      ({ path, integration: http(type, echo.url, more), responses: [{ statusCode: '200', responseParameters: declared }] });
    stack.addApi([
      route('/no-param'),
      route('/full', {
        requestParameters: Object.fromEntries(MAPPED.map(([name, value]) => [`integration.request.header.${name}`, `'${value}'`])),
        requestTemplates: {
          'application/json': `{${Object.keys(SENT).map((name) => `"${name}": "$input.params('${name}')"`).join(',')}}`,
        },
        integrationResponses: [{
          statusCode: '200',
          responseParameters: Object.fromEntries(RESPONSE_HEADERS.map((name) => [`method.response.header.${name}`, `'response_param_${name}'`])),
        }],
      }),
      route('/content-length', { requestParameters: { 'integration.request.header.Content-Length': "'1'" } }),
      route('/transfer-encoding', { requestParameters: { 'integration.request.header.Transfer-Encoding': "'chunked'" } }),
    ]);
  });

  test.each(['content-length', 'transfer-encoding'])('%s is a header that no integration may set', async (path) => {
    const answer = await api.send('GET', `/${path}`);
    expect(answer).toMatchObject(FAULT);
    expect(answer.headers['x-amzn-errortype']).toBe('InternalServerErrorException');
  });

  test('no-param-integration', async () => {
    const { json } = await api.send('GET', '/no-param', SENT);
    const { host, 'x-amzn-apigateway-api-id': id, 'x-amzn-trace-id': trace, ...headers } = json.headers;
    expect([host, id, trace]).toEqual([new URL(echo.url).host, expect.any(String), expect.any(String)]);
    expect(headers).toEqual(type === 'HTTP'
      ? { 'accept': 'application/json', 'content-length': '0', 'user-agent': expect.stringMatching(/^AmazonAPIGateway_/) }
      : {
        'accept': 'application/json',
        'accept-charset': 'UTF-8',
        'accept-encoding': 'br',
        'age': 'request_Age',
        'authorization': 'Unauthorized',
        'content-length': '0',
        'content-type': 'application/json',
        'date': 'request_Date',
        'pragma': 'cache',
        'range': 'bytes=500-999',
        'referer': 'https://example.com/',
        'user-agent': 'localStack/0.0',
        'warn': '299 localStack/0.0',
      });
  });

  test('full-integration: what the endpoint receives', async () => {
    const { json: { headers } } = await api.send('GET', '/full', SENT);
    for (const [name, value, isReceived] of MAPPED) {
      expect([name, headers[name.toLowerCase()]]).toEqual([name, isReceived ? value : undefined]);
    }
  });

  if (type === 'HTTP') {
    const dropped = ['Content-MD5', 'Max-Forwards', 'Proxy-Authenticate', 'Server', 'TE', 'WWW-Authenticate'];

    test('full-integration: what a template reads of the request', async () => {
      const { json: { json } } = await api.send('GET', '/full', SENT);
      expect(json).toEqual(Object.fromEntries(Object.entries(SENT).map(([name, value]) => [name, dropped.includes(name) ? '' : value])));
    });
  }

  test('full-integration: what the client receives', async () => {
    const { headers } = await api.send('GET', '/full', SENT);
    if (type === 'HTTP_PROXY') {
      expect(headers).toMatchObject({ 'x-amzn-remapped-server': 'echo', 'content-type': 'application/json' });
      return;
    }
    const remapped = [
      'Authorization', 'Connection', 'Content-Length', 'Content-MD5', 'Date', 'Expect', 'Host', 'Max-Forwards', 'Proxy-Authenticate', 'Server',
      'Trailer', 'Upgrade', 'User-Agent', 'WWW-Authenticate',
    ];
    for (const name of RESPONSE_HEADERS.filter((header) => header !== 'Transfer-Encoding')) {
      const received = remapped.includes(name) ? `x-amzn-remapped-${name.toLowerCase()}` : name.toLowerCase();
      expect([name, headers[received]]).toEqual([name, `response_param_${name}`]);
    }
    expect(headers['transfer-encoding']).toBeUndefined();
  });
});
