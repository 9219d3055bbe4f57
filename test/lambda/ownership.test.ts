import type { APIGatewayProxyEvent } from 'aws-lambda';
import { proxyEvent } from './event';
import { FaultProxy } from './fault-proxy';
import { Functions } from './functions';
import { NotesTable } from './notes-table';
import { installedEngines } from '../../local/dynamodb/engine';
import { ENVIRONMENT } from '../../src/contract/environment';
import { OPERATIONS } from '../../src/contract/operations';
import { NOTES_PATH } from '../../src/contract/paths';

/** The place where each kind of authorization identifies the caller. */
const MODES: Record<string, { readonly members: string[]; readonly tell: (id: unknown) => unknown }> = {
  'Cognito': { members: ['claims', 'sub'], tell: (id) => ({ claims: { sub: id, email: 'mallory' } }) },
  'a Lambda authorizer': { members: ['userId'], tell: (id) => ({ principalId: 'mallory', userId: id }) },
};

const CALLER = 'Alice-é';

/** Paths of other users, most of them similar to the caller's. */
const OTHERS = [
  'bob', 'alice-é', 'ALICE-É', 'Alice-', 'Alice-éx', 'xAlice-é', 'Alice-e\u0301', ' Alice-é', 'Alice-é ', 'Alice-é\0', 'Alice-é/',
  '../Alice-é', 'Alice-é/../bob', '.', '..', '', ' ', '*', '%', 'Me', 'ME', 'me ', 'mé', '__proto__', 'constructor', 'undefined', 'null',
  '[object Object]', 'Alice-é,bob', '"Alice-é"', 'a'.repeat(2049),
]
  .map(encodeURIComponent)
  .concat('%', '%zz', '%C3', 'Alice-%25C3%25A9', '%2541lice-%C3%A9', 'Alice-é%');

/** The values that an authorizer can return instead of a user id. */
const NOBODY: [name: string, authorizer: (tell: (id: unknown) => unknown) => unknown][] = [
  ['no authorizer', () => undefined],
  ['null', () => null],
  ['an empty authorizer', () => ({})],
  ['empty claims', () => ({ claims: {} })],
  ['claims that are null', () => ({ claims: null })],
  ['claims as text', () => ({ claims: 'sub' })],
  ['members of a prototype', () => JSON.parse(`{"__proto__":{"userId":"${CALLER}","claims":{"sub":"${CALLER}"}}}`)],
  ...([undefined, null, '', ' ', 0, 1, true, [], [CALLER], {}, { id: CALLER }] as const).map((id): typeof NOBODY[number] =>
    [`the user id ${JSON.stringify(id)}`, (tell) => tell(id)]),
];

const routes = Object.values(OPERATIONS).flatMap(({ handler, routes: all }) => all.map(({ method, path }) => ({ handler, method, path })));

const proxy = new FaultProxy();
let table: NotesTable;
beforeAll(async () => {
  await proxy.listen();
  table = await NotesTable.on(installedEngines[0], proxy);
});
afterAll(async () => {
  await table?.close();
  await proxy.close();
});
beforeEach(() => proxy.forget());

/** The answer with a problem: to HEAD it has no body. */
const problem = ({ method }: { readonly method: string }, status: number, code: string) =>
  ({ status, json: method === 'HEAD' ? undefined : { code } });

describe.each(Object.entries(MODES))('with %s', (_, { members, tell }) => {
  let functions: Functions;
  beforeAll(async () => {
    functions = await Functions.start(proxy.endpoint, { environment: { [ENVIRONMENT.callerId]: JSON.stringify(members) } });
  });
  afterAll(() => functions.close());

  async function ask({ handler, method, path }: (typeof routes)[number], userId: string, authorizer: unknown) {
    return functions.invoke(
      handler,
      proxyEvent({
        resource: path,
        httpMethod: method,
        pathParameters: { userId, id: 'note' },
        body: '{"content":"S3cret"}',
        requestContext: {
          requestId: 'request-1',
          path: '/prod/notes/x',
          stage: 'prod',
          authorizer,
        } as APIGatewayProxyEvent['requestContext'],
      }),
    );
  }

  describe.each(routes)('$method $path', (route) => {
    test.each(OTHERS)('of %s is 403 without a request to DynamoDB', async (userId) => {
      expect(await ask(route, userId, tell(CALLER))).toMatchObject(problem(route, 403, 'forbidden'));
      expect(proxy.attempts).toEqual([]);
    });

    test.each(NOBODY)('is 401 without a request to DynamoDB when the caller is %s', async (__, authorizer) => {
      for (const userId of [CALLER, 'me', 'undefined', 'null', '']) {
        expect(await ask(route, encodeURIComponent(userId), authorizer(tell))).toMatchObject(problem(route, 401, 'unauthenticated'));
      }
      expect(proxy.attempts).toEqual([]);
    });

    test.each(['Alice-%C3%A9', '%41lice-%c3%a9', 'me', '%6de'])('of %s is the caller\'s own', async (userId) => {
      const { status } = await ask(route, userId, tell(CALLER));
      expect(status).toBe(route.path === NOTES_PATH ? 200 : 404);
      expect(proxy.attempts).toHaveLength(1);
      expect(JSON.stringify(proxy.lastInput)).toContain(`"S":"${CALLER}"`);
    });
  });

  test.each([
    ['a slash', 'a/b'],
    ['a control character', 'a\nb'],
    ['a NUL', 'alice\0'],
    ['two dots alone', '..'],
    ['2049 bytes', 'a'.repeat(2049)],
    ['2049 bytes in 683 characters', '€'.repeat(683)],
    ['a lone surrogate', 'alice\ud800'],
    ['a lone low surrogate', '\udc00alice'],
    ['reversed surrogates', '\ude00\ud83d'],
  ])('a caller whose user id has %s has no notes: 400, and nobody is asked', async (__, id) => {
    for (const route of routes) {
      expect(await ask(route, 'me', tell(id))).toMatchObject(problem(route, 400, 'invalid-user-id'));
    }
    expect(proxy.attempts).toEqual([]);
  });

  test('a caller with a lone surrogate is not the user that UTF-8 would make of it', async () => {
    expect(await ask(routes[0], '%EF%BF%BD', tell('\ud800'))).toMatchObject({ status: 403, json: { code: 'forbidden' } });
    expect((await ask(routes[0], '%EF%BF%BD', tell('\ufffd'))).status).toBe(200);
  });

  test.each([['a pair of surrogates', '😀'], ['no letter', '\u200f'], ['digits alone', '5']])('a caller whose user id has %s has notes', async (__, id) => {
    expect((await ask(routes[0], 'me', tell(id))).status).toBe(200);
  });
});

/** The setting of functions for an authorization, and the request context of an accepted caller. */
const AUTHORIZATIONS: Record<string, { environment: Record<string, string>; context: object }> = {
  none: { environment: {}, context: { identity: { userArn: null } } },
  iam: {
    environment: { [ENVIRONMENT.signedCallers]: 'true' },
    context: { identity: { userArn: 'arn:aws:sts::111122223333:assumed-role/Backend/session' } },
  },
  cognito: {
    environment: { [ENVIRONMENT.callerId]: '["claims","sub"]' },
    context: { identity: { userArn: null }, authorizer: { claims: { sub: CALLER } } },
  },
  custom: {
    environment: { [ENVIRONMENT.callerId]: '["userId"]' },
    context: { identity: { userArn: null }, authorizer: { principalId: 'p', userId: CALLER } },
  },
};

/** Callers that API Gateway itself authorizes may access the notes of every user. The functions of an open API may be behind signatures. */
const STATUSES: Record<string, number> = {
  'none none': 200,
  'none iam': 200,
  'iam iam': 200,
  'cognito cognito': 403,
  'custom custom': 403,
};

describe.each(Object.keys(AUTHORIZATIONS))('functions of an API with %s', (ours) => {
  let functions: Functions;
  beforeAll(async () => { functions = await Functions.start(proxy.endpoint, { environment: AUTHORIZATIONS[ours].environment }); });
  afterAll(() => functions.close());

  test.each(Object.keys(AUTHORIZATIONS))(
    'that a stage still serves, or serves already, with %s give nobody the notes of others',
    async (theirs) => {
      const requestContext = {
        requestId: 'request-1',
        path: '/prod/notes/x',
        stage: 'prod',
        ...AUTHORIZATIONS[theirs].context,
      } as APIGatewayProxyEvent['requestContext'];
      const { status } = await functions.invoke(
        'listNotes',
        proxyEvent({ httpMethod: 'GET', pathParameters: { userId: 'somebody-else' }, requestContext }),
      );
      const expected = STATUSES[`${ours} ${theirs}`] ?? 401;
      expect({ status, requests: proxy.attempts.length }).toEqual({ status: expected, requests: expected === 200 ? 1 : 0 });
    },
  );
});

test('a test of a method, which asks for no signature, gets no notes of an API with signed callers', async () => {
  const { environment, context } = AUTHORIZATIONS.iam;
  const functions = await Functions.start(proxy.endpoint, { environment });
  const requestContext = {
    requestId: 'request-1',
    path: '/notes/x',
    stage: 'test-invoke-stage',
    ...context,
  } as APIGatewayProxyEvent['requestContext'];
  const { status } = await functions.invoke(
    'listNotes',
    proxyEvent({ httpMethod: 'GET', pathParameters: { userId: 'alice' }, requestContext }),
  );
  await functions.close();
  expect({ status, requests: proxy.attempts.length }).toEqual({ status: 401, requests: 0 });
});

test('without an authorizer to ask, me is a user id as any other', async () => {
  const functions = await Functions.start(proxy.endpoint);
  const { status } = await functions.invoke('listNotes', proxyEvent({ httpMethod: 'GET', pathParameters: { userId: 'me' } }));
  await functions.close();
  expect(status).toBe(200);
  expect(JSON.stringify(proxy.lastInput)).toContain('"S":"me"');
});

describe('without callers', () => {
  let functions: Functions;
  beforeAll(async () => { functions = await Functions.start(proxy.endpoint); });
  afterAll(() => functions.close());

  const pathParameters = (userId: string, id: string) => ({ userId, id });

  test.each(routes)('a lone surrogate that is not escaped is no user id and no note id, for $method $path', async ({ handler, method, path }) => {
    const send = async (parameters: object) => functions.invoke(handler, proxyEvent({
      resource: path, httpMethod: method, pathParameters: { ...parameters }, body: '{"content":"c"}',
    }));
    expect(await send(pathParameters('alice\ud800', 'note'))).toMatchObject(problem({ method }, 400, 'invalid-user-id'));
    if (path !== NOTES_PATH) {
      expect(await send(pathParameters('alice', 'note\ud800'))).toMatchObject(problem({ method }, 404, 'note-not-found'));
    }
    expect(proxy.attempts).toEqual([]);
  });
});
