import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ENVIRONMENT } from '../../../src/contract/environment';
import { HANDLERS } from '../../operations';
import { proxyEvent } from '../event';
import { Functions } from '../functions';
import { OtherBundle } from '../other-bundle';

/** An operation that checks neither the request nor the owner of its notes. */
const FORGETFUL = `
  import { handler } from './lambda/http/handler';
  export const forgetful = handler(async () => ({ status: 200, body: { secret: 'S3cret' } }));
`;

let bundle: OtherBundle;
beforeAll(async () => {
  bundle = await OtherBundle.of({ entryPoints: [], stdin: { contents: FORGETFUL, resolveDir: `${__dirname}/../../..` } });
});
afterAll(() => bundle.remove());

interface Caller {
  readonly userId?: string;
  readonly requestContext?: object;
}

describe.each<[string, Record<string, string>, (id: string) => object]>([
  ['a user pool', { [ENVIRONMENT.callerId]: '["claims","sub"]' }, (id) => ({ authorizer: { claims: { sub: id } } })],
  ['a Lambda authorizer', { [ENVIRONMENT.callerId]: '["userId"]' }, (id) => ({ authorizer: { userId: id } })],
])('an operation that forgets all about access, with %s,', (_, environment, as) => {
  let functions: Functions;
  beforeAll(async () => { functions = await Functions.start('http://127.0.0.1:9', { bundle: bundle.url, environment }); });
  afterAll(() => functions.close());

  const ask = ({ userId = 'alice', requestContext }: Caller) => functions.invoke('forgetful', proxyEvent({
    pathParameters: { userId },
    requestContext: { requestId: 'request-1', path: '/notes/x', stage: 'v1', ...requestContext } as APIGatewayProxyEvent['requestContext'],
  }));

  test('is refused for a stranger', async () => {
    expect(await ask({ requestContext: as('mallory') })).toMatchObject({ status: 403, json: { code: 'forbidden' } });
  });

  test('is refused for nobody', async () => {
    expect(await ask({})).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
  });

  test('is refused for a user id that nobody can have', async () => {
    expect(await ask({ userId: 'me', requestContext: as('a/b') })).toMatchObject({ status: 400, json: { code: 'invalid-user-id' } });
  });

  test.each(['alice', 'me'])('is carried out for the owner, as %s', async (userId) => {
    expect(await ask({ userId, requestContext: as('alice') })).toMatchObject({ status: 200, json: { secret: 'S3cret' } });
  });
});

describe('a function that gets', () => {
  let functions: Functions;
  beforeAll(async () => { functions = await Functions.start('http://127.0.0.1:9'); });
  afterAll(() => functions.close());

  const { requestContext, ...withoutContext } = proxyEvent();

  test.each<[string, unknown]>([
    ['no event', undefined],
    ['null', null],
    ['an empty event', {}],
    ['a text', 'warm up'],
    ['the ping of a warmer', { source: 'serverless-plugin-warmup', warmer: true, concurrency: 3 }],
    ['a scheduled event', { 'version': '0', 'id': '1', 'detail-type': 'Scheduled Event', 'source': 'aws.events', 'detail': {} }],
    ['messages of a queue', { Records: [{ messageId: '1', body: '{}', eventSource: 'aws:sqs' }] }],
    ['a request to an HTTP API or a function URL', {
      version: '2.0',
      routeKey: '$default',
      rawPath: '/notes/alice',
      headers: {},
      isBase64Encoded: false,
      requestContext: { requestId: '1', http: { method: 'GET', path: '/notes/alice' }, stage: '$default' },
    }],
    ['a request of a load balancer', { httpMethod: 'GET', path: '/notes/alice', headers: {}, requestContext: { elb: { targetGroupArn: 'arn' } } }],
    ['a message of a WebSocket API', { requestContext: { requestId: '1', routeKey: '$default', eventType: 'MESSAGE' }, body: '{}' }],
    ['a request without its context', withoutContext],
    ['a request without a method', { ...proxyEvent(), httpMethod: undefined }],
  ])('%s ends without an answer, an error, a log line and a request to DynamoDB', async (_, event) => {
    for (const handler of HANDLERS) {
      expect(await functions.invoke(handler, event as APIGatewayProxyEvent)).toEqual({ attempts: 0 });
    }
    expect(functions.logged).toEqual([]);
  });
});

test('an operation that forgets all about access is refused without a signature where requests are signed', async () => {
  const functions = await Functions.start('http://127.0.0.1:9', { bundle: bundle.url, environment: { [ENVIRONMENT.signedCallers]: 'true' } });
  try {
    expect(await functions.invoke('forgetful', proxyEvent())).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
  } finally {
    await functions.close();
  }
});
