import { recordedApi } from './recorded-api';
import { Answer } from '../../http';

/** The answer of the function, and the recorded answer of AWS; undefined marks a header that was absent. */
type AnswerCase = [recorded: string, answer: unknown, status: number, body: string, headers?: Record<string, string | undefined>];

const MALFORMED = '{"message":"Internal server error"}';

const PAYLOADS: AnswerCase[] = [
  ['invoke-api-no-body', { statusCode: 200 }, 200, '', { 'content-type': 'application/json', 'content-length': '0' }],
  [
    'invoke-api-with-headers',
    { statusCode: 200, headers: { 'test-header': 'value', 'header-bool': true } },
    200,
    '',
    { 'content-type': 'application/json', 'test-header': 'value', 'header-bool': 'true' },
  ],
  ['invoke-api-with-headers-null', { statusCode: 200, headers: null }, 200, '', { 'content-type': 'application/json' }],
  ['invoke-api-wrong-format', { statusCode: 200, wrongValue: 'value' }, 502, MALFORMED],
  ['invoke-api-b64-encoded-true', { statusCode: 200, body: 'dGVzdC1kYXRh', isBase64Encoded: true }, 200, 'dGVzdC1kYXRh'],
  ['invoke-api-b64-encoded-false', { statusCode: 200, body: 'dGVzdC1kYXRh' }, 200, 'dGVzdC1kYXRh'],
  ['invoke-api-multi-headers-valid', { statusCode: 200, multiValueHeaders: { 'test-multi': ['value1', 'value2'] } }, 200, '', { 'test-multi': 'value1, value2' }],
  [
    'invoke-api-multi-headers-overwrite',
    { statusCode: 200, multiValueHeaders: { 'test-multi': ['value-multi'] }, headers: { 'test-multi': 'value-solo' } },
    200,
    '',
    { 'test-multi': 'value-multi, value-solo' },
  ],
  [
    'invoke-api-multi-headers-overwrite-casing',
    { statusCode: 200, multiValueHeaders: { 'tesT-Multi': ['value-multi'] }, headers: { 'test-multi': 'value-solo' } },
    200,
    '',
    { 'test-multi': 'value-multi, value-solo' },
  ],
  ['invoke-api-multi-headers-invalid', { statusCode: 200, multiValueHeaders: { 'test-multi-invalid': 'value1' } }, 502, MALFORMED],
  ['invoke-api-invalid-status-code', { statusCode: 'test' }, 502, MALFORMED],
  ['invoke-api-status-code-str', { statusCode: '201' }, 201, ''],
  ['invoke-api-just-string', 'justAString', 502, MALFORMED],
  ['invoke-api-only-headers', { headers: { 'test-header': 'value' } }, 200, '', { 'test-header': 'value' }],
];

/** Answers without a recording, which follow the rule of a recorded one. */
const NEIGHBOURS: AnswerCase[] = [
  ['a number for a body', { statusCode: 200, body: 5 }, 200, '5'],
  ['a boolean for a body', { statusCode: 200, body: false }, 200, 'false'],
  ['an object for a body', { statusCode: 200, body: {} }, 502, MALFORMED],
  ['a list for a body', { statusCode: 200, body: ['a'] }, 502, MALFORMED],
  ['null for every member', { statusCode: null, headers: null, multiValueHeaders: null, body: null, isBase64Encoded: null }, 200, ''],
  ['the cookies of an HTTP API', { statusCode: 200, cookies: ['a=b'] }, 502, MALFORMED],
  ['a number for a header', { headers: { 'x-number': 5 } }, 200, '', { 'x-number': '5' }],
  ['an object for a header', { headers: { 'x-object': {} } }, 502, MALFORMED],
  ['headers in a list', { headers: [] }, 502, MALFORMED],
  ['"true" for isBase64Encoded', { body: 'YQ==', isBase64Encoded: 'true' }, 200, 'YQ=='],
  ['a word for isBase64Encoded', { body: 'YQ==', isBase64Encoded: 'yes' }, 502, MALFORMED],
  ['a list', [], 502, MALFORMED],
  ['nothing', null, 502, MALFORMED],
  ['a status that is none', { statusCode: 42 }, 502, MALFORMED],
  ['a header that is not passed on', { headers: { 'Transfer-Encoding': 'chunked', 'Server': 'mine' } }, 200, '', { 'x-amzn-remapped-server': 'mine' }],
];

describe('test_aws_proxy_response_payload_format_validation', () => {
  const api = recordedApi((stack) => {
    stack.addFunction('Answering', 'return event.body ? JSON.parse(event.body) : ""');
    stack.addApi([{ path: '/{proxy+}', method: 'ANY', integration: { type: 'AWS_PROXY', ...stack.invoking('Answering') } }]);
  });

  const answered = async (answer: unknown): Promise<Answer> => api.send('POST', '/test', {}, JSON.stringify(answer));

  test.each([...PAYLOADS, ...NEIGHBOURS])('%s', async (_recorded, answer, status, body, headers = {}) => {
    const received = await answered(answer);
    expect([received.status, received.text]).toEqual([status, body]);
    expect(received.headers).toMatchObject(headers);
  });

  test('invoke-api-empty-response', async () => {
    expect(await api.send('POST', '/test')).toMatchObject({ status: 502, text: MALFORMED });
  });

  test('test_lambda_aws_proxy_response_format: empty-response', async () => {
    expect(await answered({})).toMatchObject({ status: 200, text: '' });
  });
});

describe('test_aws_proxy_binary_response', () => {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/wIAAgkBAyMAlYwAAAAASUVORK5CYII=', 'base64');
  const answer = { statusCode: 200, body: png.toString('base64'), isBase64Encoded: true, headers: { 'Content-Type': 'image/png' } };
  const withTypes = (...binaryMediaTypes: string[]) => recordedApi((stack) => {
    stack.addFunction('Answering', 'return JSON.parse(Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8"))');
    stack.addApi([{ path: '/{proxy+}', method: 'ANY', integration: { type: 'AWS_PROXY', ...stack.invoking('Answering') } }], { binaryMediaTypes });
  });
  const accepting = (accept?: string) => ({ 'content-type': 'text/plain', ...accept !== undefined && { accept } });

  describe.each([
    ['no binary media types', [], { 'image/png': false }],
    [
      'image/png and */test', ['image/png', '*/test'],
      {
        'image/png': true,
        'image/jpg': false,
        'image/*': false,
        '*/test': false,
        'random/test': false,
        '*/*': false,
        'image/webp,image/png,*/*;q=0.8': false,
        'image/png,image/*,*/*;q=0.8': true,
      },
    ],
    [
      'image/png, application/* and image/jpg', ['image/png', 'application/*', 'image/jpg'],
      { 'application/whatever': true, 'application/test': true, 'application/*': true, 'image/jpg': true, 'image/png': true, 'application': false },
    ],
  ] as [string, string[], Record<string, boolean>][])('with %s', (_what, types, accepts) => {
    const api = withTypes(...types);

    test.each(Object.entries(accepts))('Accept: %s decodes the body: %s', async (accept, isDecoded) => {
      const { bytes, text } = await api.send('POST', '/test', accepting(accept), JSON.stringify(answer));
      expect(isDecoded ? bytes : text).toEqual(isDecoded ? png : answer.body);
    });

    test('without Accept it stays encoded', async () => {
      expect((await api.send('POST', '/test', accepting(), JSON.stringify(answer))).text).toBe(answer.body);
    });
  });

  describe('with image/png', () => {
    const api = withTypes('image/png');

    test('a body that says that it is not encoded stays as it is', async () => {
      const { text } = await api.send('POST', '/test', accepting('image/png'), JSON.stringify({ ...answer, isBase64Encoded: false }));
      expect(text).toBe(answer.body);
    });

    test('a body that is not Base64 is a 500', async () => {
      expect((await api.send('POST', '/test', accepting('image/png'), JSON.stringify({ ...answer, body: 'èé+à)(' }))).status).toBe(500);
    });
  });
});

describe('test_lambda_aws_proxy_integration', () => {
  const api = recordedApi((stack) => {
    stack.addFunction('Echo', 'return { statusCode: 200, body: JSON.stringify(event) }');
    const integration = { type: 'AWS_PROXY', ...stack.invoking('Echo') };
    stack.addApi([{ path: '/{proxy+}', method: 'ANY', integration }, { path: '/hardcoded', method: 'ANY', integration }], { stage: 'stage' });
  });

  /** The requested path below the stage, and the path, context path, resource, parameters and query of the event. */
  test.each<[string, string, string, string, string, object | null, object | null]>([
    ['without-trailing-slash', '/proxy-value', '/proxy-value', '/stage/proxy-value', '/{proxy+}', { proxy: 'proxy-value' }, null],
    ['with-trailing-slash', '/proxy-value/', '/proxy-value/', '/stage/proxy-value/', '/{proxy+}', { proxy: 'proxy-value' }, null],
    [
      'with-double-slash', '/proxy-value//double-slash', '/proxy-value//double-slash', '/stage/proxy-value//double-slash', '/{proxy+}',
      { proxy: 'proxy-value//double-slash' }, null,
    ],
    ['with-prepended-slash', '//proxy-value', '/proxy-value', '/stage//proxy-value', '/{proxy+}', { proxy: 'proxy-value' }, null],
    [
      'without-trailing-slash-and-query-params', '/proxy-value?urlparam=test', '/proxy-value', '/stage/proxy-value', '/{proxy+}',
      { proxy: 'proxy-value' }, { urlparam: ['test'] },
    ],
    [
      'with-trailing-slash-and-query-params', '/proxy-value/?urlparam=test', '/proxy-value/', '/stage/proxy-value/', '/{proxy+}',
      { proxy: 'proxy-value' }, { urlparam: ['test'] },
    ],
    [
      'with-path-encoded-email', '/proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com',
      '/proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com',
      '/stage/proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com', '/{proxy+}',
      { proxy: 'proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com' }, null,
    ],
    [
      'with-params-encoding',
      '/proxy-value/api?dateTimeOffset=2023-06-12T18:05:10.123456+00:00&email=test%2Balias@gmail.com&plus=test+alias@gmail.com&url=https://www.google.com/&whitespace=foo%20bar&zhash=abort/',
      '/proxy-value/api', '/stage/proxy-value/api', '/{proxy+}', { proxy: 'proxy-value/api' },
      {
        dateTimeOffset: ['2023-06-12T18:05:10.123456 00:00'],
        email: ['test+alias@gmail.com'],
        plus: ['test alias@gmail.com'],
        url: ['https://www.google.com/'],
        whitespace: ['foo bar'],
        zhash: ['abort/'],
      },
    ],
    [
      'with-params-encoding-multi', '/proxy-value?category=electronics&category=books&price=10&price=20&price=30', '/proxy-value',
      '/stage/proxy-value', '/{proxy+}', { proxy: 'proxy-value' }, { category: ['electronics', 'books'], price: ['10', '20', '30'] },
    ],
    ['hardcoded', '//hardcoded', '/hardcoded', '/stage//hardcoded', '/hardcoded', null, null],
  ])('invocation-payload-%s', async (_recorded, asked, path, contextPath, resource, pathParameters, query) => {
    const { json: event } = await api.send('GET', asked);
    expect(event).toMatchObject({
      path,
      resource,
      pathParameters,
      multiValueQueryStringParameters: query,
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
      requestContext: { path: contextPath, resourcePath: resource, stage: 'stage', accountId: '111111111111', protocol: 'HTTP/1.1' },
    });
    const last = query && Object.fromEntries(Object.entries(query).map(([name, values]) => [name, values.at(-1)]));
    expect(event.queryStringParameters).toEqual(last);
  });

  test('invocation-payload-with-prepended-slash-to-stage', async () => {
    const host = `${(await api.send('GET', '/a')).json.requestContext.apiId}.execute-api.us-east-1.amazonaws.com`;
    const { json: event } = await api.send('GET', '//stage/proxy-value', { host });
    expect(event).toMatchObject({ path: '/proxy-value', requestContext: { path: '/stage/proxy-value' }, pathParameters: { proxy: 'proxy-value' } });
  });

  test.each([
    ['invocation-payload-without-trailing-slash', 'tEsT-HEADeR', 'tEsT-HEADeR'],
    ['invocation-payload-without-trailing-slash', 'authorization', 'Authorization'],
    ['invocation-payload-with-params-encoding-multi', 'aUThorization', 'Authorization'],
    ['http-proxy-invocation-data-mapping', 'user-Agent', 'User-Agent'],
  ])('%s: the header %s is %s in the event', async (_recorded, sent, received) => {
    const { json: event } = await api.send('GET', '/proxy-value', { [sent]: 'value' });
    expect([event.headers[received], event.multiValueHeaders[received]]).toEqual(['value', ['value']]);
  });
});

describe('test_lambda_aws_proxy_integration_non_post_method', () => {
  const api = recordedApi((stack) => {
    stack.addFunction('Echo', 'return { statusCode: 200 }');
    stack.addApi([{ path: '/test', integration: { type: 'AWS_PROXY', ...stack.invoking('Echo'), integrationHttpMethod: 'GET' } }]);
  });

  test('invocation-payload-with-get-proxy-method', async () => {
    expect(await api.send('GET', '/test')).toMatchObject({ status: 500, text: '{"message":"Internal server error"}' });
  });
});

describe('test_invocation_trace_id', () => {
  const api = recordedApi((stack) => {
    stack.addFunction('Echo', 'return { statusCode: 200 }');
    stack.addApi([
      {
        path: '/path',
        integration: { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' }, integrationResponses: [{ statusCode: '200' }] },
      },
      { path: '/{proxy+}', integration: { type: 'AWS_PROXY', ...stack.invoking('Echo') } },
    ]);
  });
  const ROOT = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8';
  const PARENT = 'Parent=7fa8c0f79203be72';
  const traced = async (path: string, trace?: string) =>
    (await api.send('GET', path, trace === undefined ? {} : { 'x-amzn-trace-id': trace })).headers['x-amzn-trace-id'];

  test('normal-req-headers-MOCK', async () => expect(await traced('/path')).toBeUndefined());
  test('trace-id-req-headers-MOCK', async () => expect(await traced('/path', `${ROOT};${PARENT};Sampled=1`)).toBeUndefined());
  test('normal-req-headers-AWS_PROXY', async () => expect(await traced('/a')).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/));
  test('trace-id-req-headers-AWS_PROXY', async () => {
    expect(await traced('/a', `${ROOT};${PARENT};Sampled=1`)).toContain(`${ROOT};${PARENT};Sampled=1`);
  });
  test('trace-id-small-req-headers-AWS_PROXY', async () => {
    const trace = await traced('/a', ROOT);
    expect(trace).toContain(ROOT);
    expect(trace).not.toContain(PARENT);
  });
});
