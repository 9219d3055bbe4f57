import { Stack } from 'aws-cdk-lib';
import { IAuthorizer, IdentitySource, RequestAuthorizer, TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { local, Target } from './target';
import { installedEngines, startEngine } from '../../local/dynamodb/engine';
import { Lifetime } from '../../local/machine/lifetime';
import { FaultProxy } from '../lambda/fault-proxy';
import { NotesApi, NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

type Headers = Record<string, string>;

/** A way to identify callers. */
export interface Mode {
  readonly props: (stack: Stack) => NotesApiProps;
  /** The credentials of a caller whom the authorizer identifies by this user id. */
  readonly headers: (api: Target, userId?: string) => Promise<Headers>;
  /** The header that identifies the caller. */
  readonly header: string;
  /** The scheme that a 401 of API Gateway names. */
  readonly challenge?: string;
  /** The values that can take the place of a user id. */
  readonly nobody: readonly (string | undefined)[];
}

/** The credentials that make the authorizer fail, with them in its message. */
export const FAILING = 'fails';

/** Accepts everybody whose credentials do not ask for a failure. The user id is the JSON value of the credentials. */
const AUTHORIZER = `exports.handler = async ({ authorizationToken, headers, methodArn }) => {
  const credentials = (authorizationToken ?? headers['x-session']).replace(/^Bearer /, '');
  if (credentials.startsWith('${FAILING}')) throw new Error(credentials);
  const { userId } = JSON.parse(Buffer.from(credentials, 'base64url'));
  return {
    principalId: userId ?? 'anybody',
    policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn.split('/')[0] + '/*' }] },
    context: { email: 'bob', userId },
  };
};`;

const pool = (stack: Stack) => [new UserPool(stack, 'Users')];
const handler = (stack: Stack) =>
  new Function(stack, 'Authorize', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline(AUTHORIZER) });
const custom = (authorizer: IAuthorizer, userIdContextKey = 'userId', challenge?: string) => ({
  authorization: NotesAuthorization.custom(authorizer, { userIdContextKey, challenge }),
});
/** Long enough not to be in a log by chance. */
const session = (userId?: string) => Buffer.from(JSON.stringify({ kind: 'session', userId })).toString('base64url');

const BLANK = ['', ' ', '\t'];
const bearer = { header: 'authorization', headers: async (_: Target, userId?: string) => ({ authorization: `Bearer ${session(userId)}` }) };

/** Every way except IAM, with which API Gateway itself decides who may call which path. */
export const MODES: Record<string, Mode> = {
  'Cognito': {
    props: (stack) => ({ authorization: NotesAuthorization.cognito(pool(stack)) }),
    header: 'authorization',
    challenge: 'Bearer',
    headers: async (api, sub = '') => ({
      authorization: `Bearer ${await api.issueToken({ sub, username: 'bob', claims: { email: 'bob' } })}`,
    }),
    nobody: BLANK,
  },
  'Cognito with scopes': {
    props: (stack) => ({ authorization: NotesAuthorization.cognito(pool(stack), { scopes: ['notes/all'] }) }),
    header: 'authorization',
    challenge: 'Bearer',
    headers: async (api, sub = '') => ({ authorization: await api.issueToken({ sub, username: 'bob', scopes: ['notes/all'] }) }),
    nobody: BLANK,
  },
  'Cognito with a claim of its own': {
    props: (stack) => ({ authorization: NotesAuthorization.cognito(pool(stack), { userIdClaim: 'custom:employee' }) }),
    header: 'authorization',
    challenge: 'Bearer',
    headers: async (api, userId) => ({ authorization: await api.issueToken({ sub: 'bob', claims: { 'custom:employee': userId } }) }),
    nobody: [undefined, ...BLANK],
  },
  'a TOKEN authorizer': {
    ...bearer,
    challenge: 'Bearer realm="notes"',
    props: (stack) => custom(new TokenAuthorizer(stack, 'Authorizer', { handler: handler(stack) }), undefined, 'Bearer realm="notes"'),
    nobody: [undefined, ...BLANK],
  },
  'a REQUEST authorizer': {
    props: (stack) =>
      custom(
        new RequestAuthorizer(stack, 'Authorizer', { handler: handler(stack), identitySources: [IdentitySource.header('x-session')] }),
      ),
    header: 'x-session',
    headers: async (_, userId) => ({ 'x-session': session(userId) }),
    nobody: [undefined, ...BLANK],
  },
  'the principal of an authorizer': {
    ...bearer,
    props: (stack) => custom(new TokenAuthorizer(stack, 'Authorizer', { handler: handler(stack) }), 'principalId'),
    nobody: BLANK,
  },
};

/** An API, the credentials of its callers, and its requests to DynamoDB. */
export interface Served {
  readonly api: Target;
  readonly proxy: FaultProxy;
  /** The credentials of a caller whom the authorizer identifies by this user id. */
  readonly as: (userId?: string) => Promise<Headers>;
  /** All credentials that callers have sent. */
  credentials(): Promise<string[]>;
}

/** An API that runs in a mode for the tests of the describe block around. */
export function servedIn({ headers, props }: Mode, customise?: (notes: NotesApi) => void): Served {
  const lifetime = new Lifetime();
  const proxy = new FaultProxy();
  const callers = new Map<string | undefined, Promise<Headers>>();
  let api: Target;
  beforeAll(async () => {
    await proxy.listen();
    proxy.engine = (await startEngine(installedEngines[0], lifetime, () => {})).endpoint;
    api = await local({ dynamoDbEndpoint: proxy.endpoint }, props, customise);
  });
  afterAll(async () => {
    await api?.stop();
    await proxy.close();
    await lifetime.end();
  });
  beforeEach(() => {
    proxy.forget();
    proxy.script = ['pass'];
  });
  return {
    get api() { return api; },
    proxy,
    as: async (userId) => {
      if (!callers.has(userId)) {
        callers.set(userId, headers(api, userId));
      }
      return callers.get(userId)!;
    },
    credentials: async () => (await Promise.all(callers.values())).flatMap((sent) => Object.values(sent)),
  };
}
