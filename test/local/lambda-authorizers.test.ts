import { Museum, openMuseum } from './museum';

let museum: Museum;

beforeAll(async () => { museum = await openMuseum(); });
afterAll(async () => museum.stop());

const get = async (path: string, ticket?: string) => museum.send('GET', path, ticket === undefined ? {} : { 'X-Ticket': ticket });
const arn = (path: string) => {
  const { logicalId } = museum.stack.apis[0];
  return `arn:aws:execute-api:us-east-1:123456789012:${museum.stack.physicalId(logicalId)}/prod/${path}`;
};

describe('the event', () => {
  test('of a TOKEN authorizer is its type, the token and the ARN of what is invoked', async () => {
    const { authorizer } = (await get('/halls/a%20b', 'allow')).json;
    expect(JSON.parse(authorizer.event)).toEqual({ type: 'TOKEN', authorizationToken: 'allow', methodArn: arn('GET/halls/a%20b') });
  });

  test('of the root ends with a slash', async () => {
    expect(JSON.parse((await get('/', 'allow')).json.authorizer.event).methodArn).toBe(arn('GET/'));
  });

  test('of a REQUEST authorizer is the request without its body', async () => {
    const { authorizer } = (await museum.send('POST', '/requested/1?day=1&day=2', { 'X-Ticket': 'allow' })).json;
    const { requestContext, headers, multiValueHeaders, ...event } = JSON.parse(authorizer.event);
    expect(event).toEqual({
      type: 'REQUEST',
      methodArn: arn('POST/requested/1'),
      resource: '/requested/{hall}',
      path: '/requested/1',
      httpMethod: 'POST',
      queryStringParameters: { day: '2' },
      multiValueQueryStringParameters: { day: ['1', '2'] },
      pathParameters: { hall: '1' },
      stageVariables: { season: 'winter' },
    });
    expect(headers['X-Ticket']).toBe('allow');
    expect(multiValueHeaders['X-Ticket']).toEqual(['allow']);
    expect(requestContext).toMatchObject({
      httpMethod: 'POST',
      resourcePath: '/requested/{hall}',
      stage: 'prod',
      identity: { sourceIp: '127.0.0.1' },
    });
    expect(requestContext.authorizer).toBeUndefined();
  });

  test('of a REQUEST authorizer has empty maps where there are no parameters', async () => {
    const { multiValueQueryStringParameters, pathParameters, queryStringParameters } = JSON.parse(
      (await get('/unchecked', 'allow')).json.authorizer.event,
    );
    expect([multiValueQueryStringParameters, pathParameters, queryStringParameters]).toEqual([{}, {}, {}]);
  });
});

describe('the identity', () => {
  const unauthorized = async (path: string, ticket?: string) => {
    const { headers, json, status } = await get(path, ticket);
    expect([status, json, headers['x-amzn-errortype']]).toEqual([401, { message: 'Unauthorized' }, 'UnauthorizedException']);
  };
  const calls = async () => Number((await get('/unchecked', 'allow')).json.authorizer.calls);

  test.each([
    ['no token', '/halls', undefined],
    ['an empty token', '/halls', ''],
    ['a token that the validation expression matches only at its start', '/stamped', 'allowed'],
    ['a token that the validation expression matches only at its end', '/stamped', 'shallow'],
    ['a token that the validation expression does not match', '/stamped', 'deny'],
    ['a REQUEST without its header', '/requested?day=1', undefined],
    ['a REQUEST without its query parameter', '/requested', 'allow'],
    ['a REQUEST with an empty query parameter', '/requested?day=', 'allow'],
  ])('%s is a 401 that the function does not see', async (_what, path, ticket) => {
    const before = await calls();
    await unauthorized(path, ticket);
    expect(await calls()).toBe(before + 1);
  });

  test('that is complete reaches the function', async () => {
    expect((await get('/stamped', 'allow')).status).toBe(200);
    expect((await get('/requested?day=1', 'allow')).status).toBe(200);
  });

  test.each(['unauthorized', 'unauthorized-text'])('is a 401 when the function fails with exactly that word: %s', async (ticket) =>
    unauthorized('/halls', ticket),
  );
});

describe('the policy', () => {
  test.each([
    ['allow', '/halls/1'],
    ['gets', '/halls/1'],
    ['halls', '/halls/1'],
    ['everything', '/halls/1'],
    ['not-that', '/halls/1'],
    ['over-tls', '/halls/1'],
  ])('%s lets in to %s', async (ticket, path) => {
    expect((await get(path, ticket)).json).toMatchObject({ resource: '/halls/{hall}', authorizer: { principalId: 'visitor' } });
  });

  test.each([
    ['nobody', 'GET', '/halls/1', ''],
    ['gets', 'POST', '/halls/1', ''],
    ['halls', 'GET', '/halls/10', ''],
    ['halls', 'GET', '/halls', ''],
    ['not-that', 'GET', '/halls/9', ''],
    ['other-action', 'GET', '/halls/1', ''],
    ['other-api', 'GET', '/halls/1', ''],
    ['elsewhere-only', 'GET', '/halls/1', ''],
    ['tagged', 'GET', '/halls/1', ''],
    ['deny', 'GET', '/halls/1', ' with an explicit deny'],
  ])('%s does not let in to %s %s: 403%s', async (ticket, method, path, how) => {
    const { headers, json, status } = await museum.send(method, path, { 'X-Ticket': ticket });
    expect([status, json.message]).toEqual([403, `User is not authorized to access this resource${how}`]);
    expect(headers['x-amzn-errortype']).toBe('AccessDeniedException');
  });

  test('that denies can say why in the gateway response', async () => {
    expect((await get('/halls', 'deny')).json.reason).toBe('closed on Mondays');
  });
});

test('a condition that is not known here lets nobody in, and the log says so once', async () => {
  museum.log.length = 0;
  for (let count = 0; count < 2; count += 1) {
    expect((await get('/halls/2', 'unknown-condition')).status).toBe(403);
  }
  expect(museum.log).toEqual([
    "an authorizer's policy cannot be evaluated in full: the local stack does not know the condition key aws:MultiFactorAuthAge",
  ]);
});

describe('what the function says of the caller', () => {
  test('is in the proxy event as texts, and its principalId wins over its context', async () => {
    expect((await get('/halls', 'scalars')).json.authorizer).toEqual({
      text: 'a', number: '1', truth: 'true', principalId: 'visitor', integrationLatency: expect.any(Number),
    });
  });

  test('may lack a context, and have a number as its principalId', async () => {
    expect((await get('/halls', 'no-context')).json.authorizer).toEqual({ principalId: 'visitor', integrationLatency: expect.any(Number) });
    expect((await get('/halls', 'number')).json.authorizer.principalId).toBe('7');
  });
});

describe('a function that does not do its work', () => {
  test.each([
    ...[
      'nothing', 'text', 'no-principal', 'no-policy', 'no-statement', 'no-effect', 'no-action', 'no-resource', 'map', 'list', 'null',
      'no-map',
    ].map((ticket) => [ticket, 'AuthorizerConfigurationException', "the authorizer's response is malformed: "]),
    ['throw', 'AuthorizerFailureException', 'the authorizer failed'],
    ['exit', 'AuthorizerFailureException', 'the authorizer failed'],
  ])('is a 500 that only the log explains: %s', async (ticket, errorType, reason) => {
    museum.log.length = 0;
    const { headers, json, status } = await get('/halls/1', ticket);
    expect([status, json, headers['x-amzn-errortype']]).toEqual([500, { message: null }, errorType]);
    expect(museum.log).toContainEqual(expect.stringMatching(`^GET /halls/{hall}: ${reason}`));
  });

  test.each([
    ['elsewhere', 'there is no function arn:aws:lambda:us-east-1:123456789012:function:elsewhere in the assembly'],
    ['unsourced', 'it needs an IdentitySource'],
    ['shared', 'it needs an IdentitySource'],
    ['unknown', 'authorizers of type JWT are not supported'],
  ])('because its authorizer cannot work is a 500 too, and the rest is served: %s', async (path, reason) => {
    const { headers, status } = await museum.send('GET', `/${path}`, { 'Authorization': 'x', 'X-Ticket': 'everything' });
    expect([status, headers['x-amzn-errortype']]).toEqual([500, 'AuthorizerConfigurationException']);
    expect(museum.log).toContainEqual(expect.stringMatching(`^GET /${path}: \\w+: ${reason}$`));
  });
});

describe('the cache', () => {
  test('keeps the answer for an identity, also where nothing says how long', async () => {
    const first = (await get('/remembered', 'gets')).json.authorizer.calls;
    expect((await get('/remembered', 'gets')).json.authorizer.calls).toBe(first);
    expect((await get('/remembered', 'scalars')).json.authorizer.text).toBe('a');
  });

  test('applies the policy that it keeps to each method', async () => {
    expect((await get('/remembered/1', 'allow')).status).toBe(200);
    expect((await get('/remembered/2', 'allow')).status).toBe(403);
    expect((await museum.send('POST', '/remembered/1', { 'X-Ticket': 'allow' })).status).toBe(403);
    expect((await get('/remembered/1', 'allow')).status).toBe(200);
  });

  test('knows an identity by all its parts', async () => {
    const calls = async (day: number) => (await get(`/requested?day=${day}`, 'gets')).json.authorizer.calls;
    const first = await calls(3);
    expect(await calls(4)).not.toBe(first);
    expect(await calls(3)).toBe(first);
  });

  test('forgets after the TTL', async () => {
    const calls = async () => (await get('/forgotten', 'gets')).json.authorizer.calls;
    const first = await calls();
    expect(await calls()).toBe(first);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await calls()).not.toBe(first);
  });

  test('keeps nothing with a TTL of 0, and no failure', async () => {
    const calls = async () => (await get('/halls', 'gets')).json.authorizer.calls;
    expect(await calls()).not.toBe(await calls());
    expect((await get('/remembered', 'throw')).status).toBe(500);
    museum.log.length = 0;
    expect((await get('/remembered', 'throw')).status).toBe(500);
    expect(museum.log).toContainEqual(expect.stringContaining('the token has expired'));
  });
});

test('a method whose authorizer is not there lets nobody in', async () => {
  expect((await get('/walled', 'allow')).status).toBe(401);
  expect((await museum.send('GET', '/walled', { Authorization: 'x' })).status).toBe(403);
});

test('methods without authorization stay open, as preflights do', async () => {
  expect((await get('/open')).json).toEqual({ resource: '/open' });
  expect((await museum.send('OPTIONS', '/halls')).status).toBe(204);
});
