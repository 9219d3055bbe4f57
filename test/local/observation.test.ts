import { eventually, Shop, startShop } from './support';
import { ObservedRequest } from '../../local/observation/observed-request';
import { RequestHistory } from '../../local/observation/request-history';

let shop: Shop;
const observed: ObservedRequest[] = [];
beforeAll(async () => { shop = await startShop({ onRequest: (request) => observed.push(request) }); });
afterAll(async () => shop.stop());

/** Sends a request; resolves to its observation. */
async function observe(...request: Parameters<Shop['send']>): Promise<ObservedRequest> {
  const { headers } = await shop.send(...request);
  return shop.stack.requests.find(headers['x-amzn-requestid'])!;
}

test('a request is observed once, with its response, the function and the stack that answered it', async () => {
  const request = await observe('PUT', '/orders/a%2Fb?confirm=1', { 'content-type': 'application/json' }, '{"item":"tea"}');
  expect(observed.filter(({ requestId }) => requestId === request.requestId)).toEqual([request]);
  expect(request).toMatchObject({
    stackName: 'ShopStack',
    stage: 'prod',
    method: 'PUT',
    path: '/orders/a%2Fb',
    query: 'confirm=1',
    resourcePath: '/orders/{id}',
    functionId: expect.stringMatching(/^OrdersFunction/),
    status: 204,
  });
  expect(request.apiId).toBe(shop.stack.apis[0].logicalId);
  expect(request.request.body.toString()).toBe('{"item":"tea"}');
  expect(request.response.headers).toContainEqual(['x-amzn-RequestId', request.requestId]);
});

test('the decisions about access are observed: of the method, then of the role for each access to a table', async () => {
  const { decisions } = await observe('GET', '/orders/none');
  expect(decisions).toEqual([
    { by: 'NONE', allowed: true, reason: 'anybody may call the method' },
    { by: expect.stringContaining('OrdersFunctionServiceRole'), allowed: true, reason: expect.stringMatching(/^dynamodb:GetItem on arn:aws:dynamodb:.*Orders/) },
  ]);
});

test('the log lines are those of the request, also when many run at the same time', async () => {
  const requests = await Promise.all(Array.from({ length: 12 }, async (_, at) => observe('GET', at % 2 ? '/do/log' : '/do/pid')));
  expect(requests.map(({ log }) => log.map(({ line }) => line.split('\t').at(-1)))).toEqual(
    requests.map((_, at) => at % 2 ? ['out line', 'err line'] : []),
  );
});

test('a line that a function logs after its response is added to the request', async () => {
  const changes: ObservedRequest[] = [];
  let told = 0;
  const unsubscribe = shop.stack.requests.subscribe((request) => {
    changes.push(request);
    told = request.log.length;
  });
  const request = await observe('GET', '/do/late');
  expect(request.status).toBe(200);
  await eventually(() => request.log.some(({ line }) => line.includes('late')));
  unsubscribe();
  expect(new Set(changes)).toEqual(new Set([request]));
  // The line may come before the response does.
  expect(told).toBe(request.log.length);
  await shop.send('GET', '/do/pid');
  expect(new Set(changes).size).toBe(1);
});

test.each([
  ['a missing token', {}, 'the request has no value for the identity source'],
  ['a token of nobody', { authorization: 'nobody' }, 'the value is not a token of its user pools'],
  ['an access token', async () => ({ authorization: await shop.stack.issueToken({ sub: 'a', scopes: ['x'] }) }), 'the token is not an ID token'],
  ['an expired token', async () => ({ authorization: await shop.stack.issueToken({ sub: 'a', expiresIn: -1 }) }), 'The incoming token has expired'],
])('%s is refused with a reason', async (_, headers, reason) => {
  const request = await observe('POST', '/guarded', typeof headers === 'function' ? await headers() : headers);
  expect(request).toMatchObject({ status: 401, gatewayResponse: { type: 'UNAUTHORIZED' }, functionId: undefined });
  expect(request.decisions).toEqual([{ by: expect.stringContaining('PoolAuthorizer'), allowed: false, reason }]);
});

test('a caller that an authorizer lets in is named', async () => {
  const { decisions } = await observe('POST', '/guarded', { authorization: await shop.stack.issueToken({ sub: 'alice' }) });
  expect(decisions).toEqual([{ by: expect.stringContaining('PoolAuthorizer'), allowed: true, reason: 'the user alice has an ID token' }]);
});

test('an unsigned request, an unknown key and an invalid body are refused with the reason', async () => {
  const [unsigned, withoutKey, invalid] = [
    await observe('GET', '/guarded'),
    await observe('PUT', '/guarded'),
    await observe('PUT', '/orders/a?confirm=1', { 'content-type': 'application/json' }, '{}'),
  ];
  expect(unsigned.decisions).toEqual([{ by: 'AWS_IAM', allowed: false, reason: 'Missing Authentication Token' }]);
  expect(withoutKey.decisions.at(-1)).toEqual({ by: 'API key', allowed: false, reason: 'the request has no valid API key' });
  expect(invalid.gatewayResponse).toEqual({ type: 'BAD_REQUEST_BODY', reason: expect.stringContaining('item') });
});

test('no decision contains a credential', async () => {
  const token = await shop.stack.issueToken({ sub: 'alice' });
  const accepted = await observe('POST', '/guarded', { authorization: token });
  const refused = await observe('POST', '/guarded', { authorization: `${token}x` });
  expect(JSON.stringify([accepted, refused].map(({ decisions }) => decisions))).not.toContain(token.slice(0, 20));
});

test('a failure of a function is logged by the function and the API', async () => {
  const { functionId, log, status } = await observe('GET', '/do/crash');
  expect(status).toBe(502);
  expect(log).toEqual([
    { logicalId: functionId, line: expect.stringContaining('Runtime exited with error: exit status 7') },
    { logicalId: shop.stack.apis[0].logicalId, line: 'GET /do/{behaviour}: the function failed' },
  ]);
});

test('only the latest requests are kept', () => {
  const history = new RequestHistory();
  const [{ request, response }] = observed;
  for (let at = 0; at < 600; at++) {
    history.add({ ...observed[0], requestId: String(at) });
  }
  expect(history.list().map(({ requestId }) => requestId)).toEqual(Array.from({ length: 500 }, (_, at) => String(at + 100)));
  const large = { ...request, body: Buffer.alloc(9 * 1024 * 1024) };
  history.add({ ...observed[0], requestId: 'large', request: large, response });
  history.add({ ...observed[0], requestId: 'larger', request: large, response });
  expect(history.list().map(({ requestId }) => requestId)).toEqual(['larger']);
});
