import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ENVIRONMENT } from '../../../src/contract/environment';
import { proxyEvent } from '../event';
import { Functions } from '../functions';
import { OtherBundle } from '../other-bundle';

/** An operation that looks at nothing: neither at the request nor at whose notes it is given. */
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

test('an operation that forgets all about access is refused without a signature where requests are signed', async () => {
  const functions = await Functions.start('http://127.0.0.1:9', { bundle: bundle.url, environment: { [ENVIRONMENT.signedCallers]: 'true' } });
  try {
    expect(await functions.invoke('forgetful', proxyEvent())).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
  } finally {
    await functions.close();
  }
});
