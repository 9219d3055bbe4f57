import { echoServer, recordedApi, RecordedRoute } from './recorded-api';

const JSON_TYPE = { 'content-type': 'application/json' };

/** An integration of type MOCK, which only runs its templates. */
const mock = (requestTemplate: string, responseTemplate?: string): RecordedRoute['integration'] => ({
  type: 'MOCK',
  requestTemplates: { 'application/json': requestTemplate },
  integrationResponses: [{
    statusCode: '200',
    selectionPattern: '2\\d{2}',
    ...responseTemplate !== undefined && { responseTemplates: { 'application/json': responseTemplate } },
  }],
});

describe('test_input_path_template_formatting', () => {
  const echo = echoServer();
  const onResult = '{"body": $result, "nested": $result.nested, "isNull": #if( $result == $null )"true"#else"false"#end, '
    + '"isEmptyString": #if( $result == "" )"true"#else"false"#end}';
  const templates: Record<string, string> = {
    '/path': '#set($result = $input.path("$.json"))$result',
    '/nested': '#set($result = $input.path("$.json"))$result.nested',
    '/list': '#set($result = $input.path("$.json"))$result[0]',
    '/to-string': '#set($result = $input.path("$.json"))$result.toString()',
    '/invalid-path': `#set($result = $input.path("$.nonExisting"))${onResult}`,
    '/nested-list': `#set($result = $input.path("$.json.listValue"))${onResult}`,
  };
  const api = recordedApi((stack) => stack.addApi(Object.entries(templates).map(([path, template]) => ({
    path,
    method: 'POST',
    integration: {
      type: 'HTTP',
      integrationHttpMethod: 'POST',
      uri: echo.url,
      integrationResponses: [{ statusCode: '200', responseTemplates: { 'application/json': template } }],
    },
  }))));

  test.each<[recorded: string, path: string, body: unknown, rendered: string]>([
    ['dict-response', '/path', { foo: 'bar' }, '{foo=bar}'],
    ['json-list', '/path', [{ foo: 'bar' }], '[{"foo":"bar"}]'],
    ['nested-dict', '/nested', { nested: { foo: 'bar' } }, '{foo=bar}'],
    ['nested-list', '/nested', { nested: [{ foo: 'bar' }] }, '[{"foo":"bar"}]'],
    ['dict-in-list', '/list', [{ foo: 'bar' }], '{foo=bar}'],
    ['list-with-nested-list', '/list', [[{ foo: 'bar' }]], '[{"foo":"bar"}]'],
    ['dict-with-nested-list', '/path', { foo: [{ nested: 'bar' }] }, '{foo=[{"nested":"bar"}]}'],
    ['bigger-dict', '/path', { bigger: 'dict', to: 'test', with: 'separators' }, '{bigger=dict, to=test, with=separators}'],
    ['to-string', '/to-string', { foo: 'bar' }, '{foo=bar}'],
    ['list-to-string', '/to-string', { list: [{ foo: 'bar' }] }, '{list=[{"foo":"bar"}]}'],
    ['empty-body', '/invalid-path', undefined, '{"body": , "nested": , "isNull": "true", "isEmptyString": "true"}'],
    ['nested-empty-list', '/nested-list', { listValue: [] }, '{"body": [], "nested": , "isNull": "false", "isEmptyString": "false"}'],
    ['nested-null-list', '/nested-list', { listValue: null }, '{"body": , "nested": , "isNull": "true", "isEmptyString": "true"}'],
  ])('%s', async (_recorded, path, body, rendered) => {
    const { status, text } = await api.send('POST', path, body === undefined ? {} : JSON_TYPE, JSON.stringify(body));
    expect([status, text]).toEqual([200, rendered]);
  });
});

describe('test_input_body_formatting', () => {
  const echo = echoServer();
  const raw = '#set($result = $input.body)$result';
  const inText = 'Action=SendMessage&MessageBody=$input.body';
  const templates: Record<string, [request: string, response: string]> = {
    'raw-body': [raw, raw],
    'str-body-input': [inText, raw],
    'str-body-output': [raw, inText],
    'str-body-all': [inText, inText],
    'body-attr-access': ['#set($result = $input.body.testAccess)$result', raw],
    'url-encode': ['EncodedBody=$util.urlEncode($input.body)&EncodedBodyAccess=$util.urlEncode($input.body.testAccess)', raw],
  };
  const api = recordedApi((stack) => stack.addApi(Object.entries(templates).map(([name, [request, response]]) => ({
    path: `/${name}`,
    method: 'POST',
    integration: {
      type: 'HTTP',
      integrationHttpMethod: 'POST',
      uri: `${echo.url}/raw`,
      requestTemplates: { 'application/json': request },
      integrationResponses: [{ statusCode: '200', responseTemplates: { 'application/json': response } }],
    },
  }))));

  const sent = { 'empty-body': undefined, 'json-body': '{"some": "value"}', 'str-body': 'some raw data' };
  const action = 'Action=SendMessage&MessageBody=';
  const received: [recorded: string, empty: string, json: string, text: string][] = [
    ['raw-body', '{}', '{"some": "value"}', 'some raw data'],
    ['str-body-input', `${action}{}`, `${action}{"some": "value"}`, `${action}some raw data`],
    ['str-body-output', `${action}{}`, `${action}{"some": "value"}`, `${action}some raw data`],
    ['str-body-all', `${action}${action}{}`, `${action}${action}{"some": "value"}`, `${action}${action}some raw data`],
    ['body-attr-access', '{}', '{}', '{}'],
    [
      'url-encode', 'EncodedBody=%7B%7D&EncodedBodyAccess=', 'EncodedBody=%7B%22some%22%3A+%22value%22%7D&EncodedBodyAccess=',
      'EncodedBody=some+raw+data&EncodedBodyAccess=',
    ],
  ];
  const cases = received.flatMap(([name, ...bodies]) => Object.entries(sent).map(([kind, body], at) => [`response-${name}: ${kind}`, name, body, bodies[at]] as const));

  test.each(cases)('%s', async (_recorded, name, body, rendered) => {
    expect((await api.send('POST', `/${name}`, JSON_TYPE, body)).text).toBe(rendered);
  });
});

describe('test_integration_mock_with_request_overrides_in_response_template', () => {
  const api = recordedApi((stack) => stack.addApi([{
    path: '/{testPath}',
    integration: mock(
      '#set($body = $util.base64Decode($input.params(\'testPath\')))\n#set($context.requestOverride.path.body = $body)\n{"statusCode": 200}',
      '#set($body = $util.parseJson($context.requestOverride.path.body))\n#set($message = $body.message)\n'
        + '#if($message == "path1")\n{"response": "path was path one"}\n#elseif($message == "path2")\n{"response": "path was path two"}\n'
        + '#else\n{"response": "this is the else clause"}\n#end',
    ),
  }]));

  test.each([
    ['invoke-path1', 'path1', 'path was path one'],
    ['invoke-path2', 'path2', 'path was path two'],
    ['invoke-path-else', 'whatever', 'this is the else clause'],
  ])('%s', async (_recorded, message, response) => {
    const path = Buffer.from(JSON.stringify({ message })).toString('base64');
    expect(await api.send('GET', `/${path}`)).toMatchObject({ status: 200, json: { response } });
  });
});

describe('overrides and maps of a mock', () => {
  const override = '#set($context.responseOverride.status = 444)\n#set($context.responseOverride.header.foo = "bar")\n'
    + '#set($context.responseOverride.custom = "is also passed around")\n{"statusCode": 200}';
  const api = recordedApi((stack) => stack.addApi([
    {
      path: '/with-template',
      integration: mock(override, '#set($o = $context.responseOverride)\n{"statusOverride": "$o.status", "fooHeader": "$o.header.foo", "custom": "$o.custom"}'),
    },
    { path: '/without-template', integration: mock(override) },
    {
      path: '/maps',
      integration: mock(
        '#set($paramName = "foo")\n#set($context.requestOverride.querystring[$paramName] = "bar")\n#set($paramPutName = "putfoo")\n'
          + '$context.requestOverride.querystring.put($paramPutName, "putBar")\n'
          + '#set($context["requestOverride"].querystring["nestedfoo"] = "nestedFoo")\n{"statusCode": 200}',
        '#set($q = $context.requestOverride.querystring)\n{"value": "$q["foo"]", "value2": "$q["putfoo"]", "value3": "$q["nestedfoo"]"}',
      ),
    },
    { path: '/{testPath}/unused', integration: { ...mock('{statusCode: 200}'), requestParameters: { 'integration.request.path.integrationPath': 'method.request.path.testPath' } }, requestParameters: { 'method.request.path.testPath': true } },
    { path: '/echo/{message}', integration: mock('{"statusCode": 200}', '{"echo": "$input.params(\'message\')", "response": "mocked"}') },
    { path: '/numbers/{id}', integration: mock('{"statusCode":200}', '{"statusCode": 200, "id": $input.params().path.id}') },
  ]));

  test.each<[string, string, number, unknown]>([
    [
      'test_integration_mock_with_response_override_in_request_template[True]', '/with-template', 444,
      { statusOverride: '444', fooHeader: 'bar', custom: 'is also passed around' },
    ],
    ['test_integration_mock_with_response_override_in_request_template[False]', '/without-template', 444, ''],
    ['test_integration_mock_with_vtl_map_assignation', '/maps', 200, { value: 'bar', value2: 'putBar', value3: 'nestedFoo' }],
    ['test_integration_mock_with_path_param', '/test-path/unused', 200, ''],
    ['test_api_gateway_mock_integration', '/echo/foobar', 200, { echo: 'foobar', response: 'mocked' }],
    ['test_mock_integration_response', '/numbers/42', 200, { statusCode: 200, id: 42 }],
  ])('%s', async (_recorded, path, status, body) => {
    const answer = await api.send('GET', path);
    expect([answer.status, answer.text && answer.json]).toEqual([status, body]);
    expect(answer.headers.foo).toBe(status === 444 ? 'bar' : undefined);
  });
});
