import { Stack } from 'aws-cdk-lib';
import { TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { expectProblem } from './expectations';
import { describeLocal, local, Target } from './target';
import { installedEngines, startEngine } from '../../local/dynamodb/engine';
import { Lifetime } from '../../local/lifetime';
import { NOTES_PATH, OPERATIONS } from '../../src/contract/operations';
import { FaultProxy } from '../lambda/fault-proxy';
import { NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

const CALLER = 'Alice-é';

/** No user id: of a token whose subject is blank, or of an authorizer that tells none. */
const ANONYMOUS = ' ';

/** Lets everybody in, and tells what is after the scheme as the user id, but no blank one. */
const AUTHORIZER = `exports.handler = async ({ authorizationToken, methodArn }) => {
  const userId = decodeURIComponent(authorizationToken.replace(/^Bearer /, ''));
  return {
    principalId: 'anybody',
    policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn.split('/')[0] + '/*' }] },
    context: userId === ' ' ? {} : { userId },
  };
};`;

interface Mode {
  readonly props: (stack: Stack) => NotesApiProps;
  readonly authorization: (api: Target, userId: string) => Promise<string>;
}

const MODES: Record<string, Mode> = {
  'Cognito': {
    props: (stack) => ({ authorization: NotesAuthorization.cognito([new UserPool(stack, 'Users')]) }),
    authorization: async (api, sub) => `Bearer ${await api.issueToken({ sub })}`,
  },
  'Cognito with scopes': {
    props: (stack) => ({ authorization: NotesAuthorization.cognito([new UserPool(stack, 'Users')], { scopes: ['notes/all'] }) }),
    authorization: (api, sub) => api.issueToken({ sub, scopes: ['notes/all'] }),
  },
  'a Lambda authorizer': {
    props: (stack) => ({
      authorization: NotesAuthorization.custom(new TokenAuthorizer(stack, 'Token', {
        handler: new Function(stack, 'Authorize', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline(AUTHORIZER) }),
      }), { userIdContextKey: 'userId' }),
    }),
    authorization: async (_, userId) => `Bearer ${encodeURIComponent(userId)}`,
  },
};

/** Paths of anybody else, most of them nearly the caller's. */
const OTHERS = [
  'bob', 'alice-é', 'ALICE-É', 'Alice-', 'Alice-éx', 'xAlice-é', 'Alice-e\u0301', ' Alice-é', 'Alice-é ', 'Alice-é\0', 'Alice-é/', '../Alice-é', 'Alice-é/../bob',
  ' ', '*', '%', 'Me', 'ME', 'me ', '__proto__', 'constructor', 'undefined', 'null', '[object Object]', 'Alice-é,bob', '"Alice-é"',
].map(encodeURIComponent).concat('%', '%zz', '%C3', 'Alice-%25C3%25A9', '%2541lice-%C3%A9', 'Alice-%C3%A9%00', '%2e%2e');

const routes = Object.values(OPERATIONS).flatMap((operation) => operation.routes);

describeLocal.each(Object.entries(MODES))('with %s', (_, { authorization, props }) => {
  const lifetime = new Lifetime();
  const proxy = new FaultProxy();
  let api: Target;
  beforeAll(async () => {
    await proxy.listen();
    proxy.engine = (await startEngine(installedEngines[0], lifetime, () => {})).endpoint;
    api = await local({ dynamoDbEndpoint: proxy.endpoint }, props);
  });
  afterAll(async () => {
    await api?.stop();
    await proxy.close();
    await lifetime.end();
  });
  beforeEach(() => proxy.forget());

  const ask = (method: string, path: string, userId: string, headers: Record<string, string>) =>
    api.call(method, path.replace('{userId}', userId).replace('{id}', 'note'), { headers, ...['POST', 'PUT', 'PATCH'].includes(method) && { body: '{"content":"S3cretContent"}' } });

  describe.each(routes)('$method $path', ({ method, path }) => {
    test.each(OTHERS)('of %s is 403, and nothing is asked of DynamoDB', async (userId) => {
      expectProblem(await ask(method, path, userId, { authorization: await authorization(api, CALLER) }), 403, 'forbidden');
      expect(proxy.attempts).toEqual([]);
    });

    test('of another user is the same 403 whether or not there is one', async () => {
      const other = { authorization: await authorization(api, 'bob') };
      expect((await ask('POST', NOTES_PATH, 'bob', other)).status).toBe(200);
      const [known, unknown] = await Promise.all(['bob', 'nobody-of-that-name'].map(async (userId) => ask(method, path, userId, { authorization: await authorization(api, CALLER) })));
      expect({ ...known.json, requestId: '' }).toEqual({ ...unknown.json, requestId: '' });
      expectProblem(known, 403, 'forbidden');
    });

    test.each<[string, Record<string, string>]>([
      ['no header', {}], ['an empty header', { authorization: '' }],
    ])('is 401 with %s, and nothing is asked of DynamoDB', async (__, headers) => {
      expectProblem(await ask(method, path, encodeURIComponent(CALLER), headers), 401, 'unauthenticated');
      expect(proxy.attempts).toEqual([]);
    });

    test.each(['nobody', 'me', 'undefined'])('of %s is 401 for a caller of whom nothing is told', async (userId) => {
      expectProblem(await ask(method, path, userId, { authorization: await authorization(api, ANONYMOUS) }), 401, 'unauthenticated');
      expect(proxy.attempts).toEqual([]);
    });

    test.each(['Alice-%C3%A9', '%41lice-%c3%a9', 'me', '%6de'])('of %s is the caller\'s own', async (userId) => {
      const { status } = await ask(method, path, userId, { authorization: await authorization(api, CALLER) });
      expect(status).toBe(path === NOTES_PATH ? 200 : 404);
      expect(proxy.attempts).toHaveLength(1);
      expect(JSON.stringify(proxy.lastInput)).toContain(`"S":"${CALLER}"`);
    });
  });

  test('no token, content or user id is logged', async () => {
    const token = await authorization(api, 'S3cretUser');
    await ask('POST', NOTES_PATH, 'me', { authorization: token });
    await ask('GET', NOTES_PATH, 'S3cretOther', { authorization: token });
    await ask('GET', NOTES_PATH, 'S3cretUser', { authorization: `${token}x` });
    expect([token, 'S3cret'].filter((secret) => api.logs.join('\n').includes(secret))).toEqual([]);
  });
});
