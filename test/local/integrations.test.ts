import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { echoServer, recordedApi, RecordedRoute } from './recorded/recorded-api';
import { eventually } from './support';
import { freePort } from '../../local/machine/loopback';

const JSON_TYPE = { 'content-type': 'application/json' };
const echo = echoServer();
let closedPort: number;
beforeAll(async () => { closedPort = await freePort(); });

const RESPONSES = [{ statusCode: '200' }];

describe('what an integration passes through without a template', () => {
  const api = recordedApi((stack) => {
    stack.addFunction('Echo', 'return event');
    const route = (path: string, passthroughBehavior: string, requestTemplates?: Record<string, string>): RecordedRoute => ({
      path,
      method: 'POST',
      integration: { type: 'AWS', ...stack.invoking('Echo'), passthroughBehavior, requestTemplates, integrationResponses: RESPONSES },
    });
    const template = { 'application/json': '{"from": "template"}' };
    stack.addApi([
      route('/match', 'WHEN_NO_MATCH', template),
      route('/templates', 'WHEN_NO_TEMPLATES', template),
      route('/no-templates', 'WHEN_NO_TEMPLATES'),
      route('/never', 'NEVER', template),
      route('/never-at-all', 'NEVER'),
      route('/default', 'NEVER', { $default: '{"from": "default"}' }),
    ]);
  });
  const template = { from: 'template' };
  const body = { from: 'body' };

  test.each<[string, string | undefined, number, object]>([
    ['/match', 'application/json', 200, template],
    ['/match', 'application/json; charset=utf-8', 200, template],
    ['/match', undefined, 200, template],
    ['/match', 'text/plain', 200, body],
    ['/templates', 'application/json', 200, template],
    ['/templates', 'text/plain', 415, { message: 'Unsupported Media Type' }],
    ['/no-templates', 'text/plain', 200, body],
    ['/never', 'application/json', 200, template],
    ['/never', 'text/plain', 415, { message: 'Unsupported Media Type' }],
    ['/never-at-all', 'application/json', 415, { message: 'Unsupported Media Type' }],
    ['/default', 'text/plain', 200, { from: 'default' }],
  ])('%s of %s is a %d', async (path, type, status, json) => {
    const answer = await api.send('POST', path, type === undefined ? {} : { 'content-type': type }, JSON.stringify(body));
    expect([answer.status, answer.json]).toEqual([status, json]);
  });
});

describe('a function that is invoked with a mapped event', () => {
  const api = recordedApi((stack) => {
    stack.addFunction('Logging', 'console.log("invoked with " + JSON.stringify(event)); if (event.fail) throw new Error(event.fail); return event');
    const aws = { type: 'AWS', ...stack.invoking('Logging'), integrationResponses: RESPONSES };
    const header = { 'method.response.header.X-Id': true };
    stack.addApi([
      { path: '/later', method: 'POST', integration: { ...aws, requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" } } },
      { path: '/now', method: 'POST', integration: aws },
      {
        path: '/mapped',
        method: 'POST',
        integration: {
          ...aws,
          integrationResponses: [{
            statusCode: '200',
            responseParameters: { 'method.response.header.X-Id': 'integration.response.body.order.id' },
            responseTemplates: { 'application/json': '{"id": $input.json("$.order.id")}', 'text/plain': 'order $input.path("$.order.id")' },
          }],
        },
        responses: [{ statusCode: '200', responseParameters: header }],
      },
      { path: '/undeclared', method: 'POST', integration: { ...aws, integrationResponses: [{ statusCode: '201' }] } },
      {
        path: '/undeclared-header',
        method: 'POST',
        integration: { ...aws, integrationResponses: [{ statusCode: '200', responseParameters: { 'method.response.header.X-Id': "'1'" } }] },
      },
      {
        path: '/flags',
        method: 'POST',
        integration: { ...aws, integrationResponses: [{ statusCode: '404', selectionPattern: '(?i)not found: .*' }, { statusCode: '200' }] },
        responses: [{ statusCode: '200' }, { statusCode: '404' }],
      },
      { path: '/no-pattern', method: 'POST', integration: { ...aws, integrationResponses: [{ statusCode: '200', selectionPattern: '(' }] } },
      { path: '/unmatched', method: 'POST', integration: { ...aws, integrationResponses: [{ statusCode: '200', selectionPattern: '.+' }] } },
    ]);
  });

  test('with the invocation type Event, the answer comes before the result', async () => {
    expect(await api.send('POST', '/later', JSON_TYPE, '{"order":1}')).toMatchObject({ status: 200, text: '' });
    await eventually(() => api.log.some((line) => line.endsWith('invoked with {"order":1}')));
  });

  test('a body that is no JSON is the error of Lambda, which no error message selects', async () => {
    expect(await api.send('POST', '/now', {}, 'no JSON')).toMatchObject({ status: 200, json: { Type: 'User', message: expect.stringMatching(/^Could not parse request body into json/) } });
  });

  test.each([
    [{}, 'application/json', '{"id": "7"}'],
    [{ accept: 'text/plain' }, 'text/plain', 'order 7'],
    [{ accept: 'image/png' }, 'application/json', '{"id": "7"}'],
  ])('the client with %j gets %s', async (headers, type, text) => {
    const answer = await api.send('POST', '/mapped', { ...JSON_TYPE, ...headers }, '{"order":{"id":"7"}}');
    expect([answer.headers['content-type'], answer.text, answer.headers['x-id']]).toEqual([type, text, '7']);
  });

  test.each([['Not Found: 7', 404], ['a thing not found: 7', 200], ['not found: 7\nat all', 200]])(
    'the whole error message selects the integration response: %j is a %d', async (fail, status) => {
      expect((await api.send('POST', '/flags', JSON_TYPE, JSON.stringify({ fail }))).status).toBe(status);
    });

  test.each([
    ['/no-pattern', expect.stringContaining('Invalid regular expression'), /^POST \/no-pattern is not served: Invalid regular expression/],
    ['/undeclared', 'Internal server error', /^POST \/undeclared: the method has no method response 201/],
    ['/unmatched', 'Internal server error', /^POST \/unmatched: no integration response matches the answer/],
    ['/undeclared-header', expect.stringContaining('X-Id'), /^POST \/undeclared-header is not served: .*X-Id, which its method response does not have/],
  ])('%s is a 500, as on AWS', async (path, message, line) => {
    const { json, status } = await api.send('POST', path, JSON_TYPE, '{}');
    expect([status, json]).toEqual([500, { message }]);
    expect(api.log.filter((logged) => line.test(logged))).toHaveLength(1);
  });
});

describe('an HTTP endpoint', () => {
  const api = recordedApi((stack) => stack.addApi([
    ...['HTTP', 'HTTP_PROXY'].flatMap((type): RecordedRoute[] => [
      { path: `/${type}/away`, integration: { type, uri: 'https://example.com/a', integrationHttpMethod: 'GET', integrationResponses: RESPONSES } },
      {
        path: `/${type}/host/{host}`,
        integration: {
          type,
          uri: 'http://{host}/a',
          integrationHttpMethod: 'GET',
          requestParameters: { 'integration.request.path.host': 'method.request.path.host' },
          integrationResponses: RESPONSES,
        },
      },
      { path: `/${type}/closed`, integration: { type, uri: `http://127.0.0.1:${closedPort}/`, integrationHttpMethod: 'GET', integrationResponses: RESPONSES } },
      { path: `/${type}/slow`, integration: { type, uri: `${echo.url}/never`, integrationHttpMethod: 'GET', timeoutInMillis: 50, integrationResponses: RESPONSES } },
    ]),
    { path: '/any', method: 'ANY', integration: { type: 'HTTP_PROXY', uri: echo.url, integrationHttpMethod: 'ANY' } },
  ]));

  test.each(['HTTP', 'HTTP_PROXY'])('of another machine is not called: %s is a 502 with the words of the start', async (type) => {
    const words = `GET /${type}/away is not served: example.com is not on this machine, so the local stack does not call it`;
    expect(await api.send('GET', `/${type}/away`)).toMatchObject({ status: 502, json: { message: words } });
    expect(api.log).toContain(words);
  });

  test.each(['HTTP', 'HTTP_PROXY'])('whose host the client chooses is not called elsewhere: %s is a 502', async (type) => {
    expect(await api.send('GET', `/${type}/host/192.0.2.1`)).toMatchObject({ status: 502, json: { message: expect.stringContaining('192.0.2.1') } });
  });

  test.each(['HTTP', 'HTTP_PROXY'])('that nobody serves is a 504: %s', async (type) => {
    expect(await api.send('GET', `/${type}/closed`)).toMatchObject({ status: 504, json: { message: 'Network error communicating with endpoint' } });
  });

  test.each(['HTTP', 'HTTP_PROXY'])('that takes too long is a 504: %s', async (type) => {
    expect(await api.send('GET', `/${type}/slow`)).toMatchObject({ status: 504, json: { message: 'Endpoint request timed out' } });
  });

  test.each(['GET', 'PUT', 'DELETE'])('receives the method %s of the client', async (method) => {
    expect((await api.send(method, '/any')).json.method).toBe(method);
  });
});

describe('an action of DynamoDB', () => {
  const api = recordedApi((stack) => {
    const stranger = new Role(stack, 'Stranger', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const scan = (path: string, credentials?: string): RecordedRoute => ({
      path,
      integration: {
        type: 'AWS', uri: 'arn:aws:apigateway:us-east-1:dynamodb:action/Scan', integrationHttpMethod: 'POST', credentials, integrationResponses: RESPONSES,
      },
    });
    stack.addApi([scan('/stranger', stranger.roleArn), scan('/nobody')]);
  });

  test.each([
    ['/stranger', 'Internal server error', /^GET \/stranger: the role .* does not allow apigateway\.amazonaws\.com to assume it/],
    ['/nobody', expect.stringContaining('no credentials'), /^GET \/nobody is not served: .*no credentials/],
  ])('in a role that API Gateway has not is a 500: %s', async (path, message, line) => {
    const { json, status } = await api.send('GET', path);
    expect([status, json]).toEqual([500, { message }]);
    expect(api.log).toContainEqual(expect.stringMatching(line));
  });
});
