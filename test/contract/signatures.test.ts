import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { expectProblem, expectRefusal } from './expectations';
import { describeLocal, local, Target } from './target';
import { installedEngines, startEngine } from '../../local/dynamodb/engine';
import { Lifetime } from '../../local/machine/lifetime';
import { NotesOperation, OPERATIONS, Route } from '../../src/contract/operations';
import { NOTES_PATH } from '../../src/contract/paths';
import { Answer, Call } from '../http';
import { FaultProxy } from '../lambda/fault-proxy';
import { Keys, presign, Scope, sign } from '../sign';
import { NotesApi } from 'cdk-notes-api';

const operations = Object.values(NotesOperation);
const routes = operations.flatMap((operation) => OPERATIONS[operation].routes.map((route) => ({ ...route, operation })));

const ID = 'us-east-1:11111111-2222-4333-8444-555555555555';
const OTHER_ID = 'us-east-1:99999999-2222-4333-8444-555555555555';

/** Roles with these names: one for each operation, and one for each other grant of the construct. */
function addRoles(notes: NotesApi): void {
  const scope = Stack.of(notes);
  const role = (roleName: string) => new Role(scope, roleName, { roleName, assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  for (const operation of operations) {
    notes.grants.invoke(role(operation), operation);
  }
  notes.grants.invoke(role('TWO'), NotesOperation.CREATE, NotesOperation.DELETE);
  notes.grants.invoke(role('ALL'));
  role('NONE');
  for (const [roleName, ...granted] of [['OWN'], ['OWN_GET', NotesOperation.GET]] as [string, ...NotesOperation[]][]) {
    notes.grants.invokeOwn(
      new Role(scope, roleName, { roleName, assumedBy: new WebIdentityPrincipal('cognito-identity.amazonaws.com') }),
      ...granted,
    );
  }
}

/** The requests that each role may send for any user. A list of every user contains every note: the `*` of a policy matches slashes. */
const MATRIX: [role: string, ids: string[]][] = [
  ...operations.map((operation): [string, string[]] => [operation, OPERATIONS[operation].routes.map(({ id }) => id)]),
  ['TWO', ['createNote', 'deleteNote']],
  ['ALL', routes.map(({ id }) => id)],
  ['NONE', []],
  ['OWN', []],
];
const allowed = (role: string, id: string) =>
  MATRIX.find(([name]) => name === role)![1].includes(id) || (role === NotesOperation.LIST && ['getNote', 'headNote'].includes(id));

/** Paths of other users, most of them similar to the identity's. */
const OTHERS = [
  OTHER_ID,
  ID.toUpperCase(),
  ID.slice(0, -1),
  `${ID}1`,
  ID.slice(1),
  `x${ID}`,
  'us-east-1',
  ID.split(':')[1],
  'me',
  '*',
  '?',
  '${cognito-identity.amazonaws.com:sub}',
  `${ID}.`,
  `${ID} `,
  ` ${ID}`,
  `${ID}\0`,
  `${ID}/`,
  `${ID}/../${OTHER_ID}`,
  `../${OTHER_ID}`,
  `${ID},${OTHER_ID}`,
  '__proto__', 'undefined', 'null',
  '[object Object]',
]
  .map(encodeURIComponent)
  .concat(
    `${ID}.`,
    `${ID};x`,
    `${ID}+`,
    `${ID}%`,
    `${ID}%00`,
    `${ID}%20`,
    `${ID}%2F`,
    `${ID}%2f..%2f${OTHER_ID}`,
    `${ID}%5c..%5c${OTHER_ID}`,
    `${ID}%252f..%252f${OTHER_ID}`,
    ID.replace(':', '%253A'),
    ID.replace('u', '%75'),
    ID.replace('u', '%2575'),
    '.',
    '..',
    '%2e',
    '%2e%2e',
    '*',
    '%2A',
    '%',
    '%zz',
  );

/** More than one segment: with the rest of the path, some of them match no route. */
const CLIMBING = [
  `${ID}/../${OTHER_ID}`,
  `../notes/${OTHER_ID}`,
  `./${OTHER_ID}`,
  `/${OTHER_ID}`,
  `${OTHER_ID}/`,
  `${OTHER_ID}//`,
  `${ID}//${OTHER_ID}`,
];

const BODY = '{"content":"Buy milk"}';
const pathOf = ({ path }: Pick<Route, 'path'>, userId: string) => path.replace('{userId}', () => userId).replace('{id}', 'note');
const bodyOf = ({ body }: Pick<Route, 'body'>) => body && BODY;

describeLocal('signed requests to a construct without props', () => {
  const lifetime = new Lifetime();
  const proxy = new FaultProxy();
  let api: Target;
  beforeAll(async () => {
    await proxy.listen();
    proxy.engine = (await startEngine(installedEngines[0], lifetime, () => {})).endpoint;
    api = await local({ dynamoDbEndpoint: proxy.endpoint }, {}, addRoles);
  });
  afterAll(async () => {
    await api?.stop();
    await proxy.close();
    await lifetime.end();
  });
  beforeEach(() => proxy.forget());

  interface Sent extends Scope {
    readonly keys: Keys;
    /** The request that is sent instead of the signed one. */
    readonly instead?: { readonly path?: string; readonly method?: string } & Call;
  }

  async function send(route: Route, path: string, { instead, keys, ...scope }: Sent): Promise<Answer> {
    const signed = { url: api.url, method: route.method, path, body: bodyOf(route) };
    const headers = await sign(signed, keys, scope);
    const sent = { ...signed, ...instead };
    return api.call(sent.method, sent.path, { body: sent.body, headers: { ...headers, ...instead?.headers } });
  }

  const by = (role: string): Keys => api.issueCredentials({ role });
  const identity = (role = 'OWN', identityId = ID): Keys => api.issueCredentials({ role, identityId });

  /** The answer of a refusal before any request to DynamoDB. */
  function expectRefused(answer: Answer, code: string): void {
    if (code === 'refused') {
      expectRefusal(answer, 403);
    } else {
      expectProblem(answer, 403, code);
    }
    expect(proxy.attempts).toEqual([]);
  }

  /** The answer of the operation itself: the note does not exist, or is not needed. */
  function expectCarriedOut({ status }: Answer, { path }: Route, userId: string): void {
    expect(status).toBe(path === NOTES_PATH ? 200 : 404);
    expect(proxy.attempts).toHaveLength(1);
    expect(JSON.stringify(proxy.lastInput)).toContain(`"S":"${userId}"`);
  }

  describe.each(MATRIX)('of the role %s', (role) => {
    test.each(routes)('$method $path are answered as it was granted', async (route) => {
      const answer = await send(route, pathOf(route, 'anybody'), { keys: by(role) });
      if (allowed(role, route.id)) {
        expectCarriedOut(answer, route, 'anybody');
      } else {
        expectRefused(answer, 'forbidden');
      }
    });
  });

  test('that read one note are no list, however many slashes there are', async () => {
    const [list] = OPERATIONS.LIST.routes;
    for (const [keys, user] of [[by('GET'), 'anybody'], [identity('OWN_GET'), ID]] as const) {
      expectRefused(await send(list, `/notes/${user}/`, { keys }), 'forbidden');
      expect((await send(list, `/notes/${user}//`, { keys })).status).toBe(403);
    }
    expect(proxy.attempts).toEqual([]);
  });

  describe.each(routes)('of an identity of a Cognito identity pool: $method $path', (route) => {
    test('of its own are carried out', async () => {
      expectCarriedOut(await send(route, pathOf(route, ID), { keys: identity() }), route, ID);
    });

    test.each(OTHERS)('of %s are refused', async (userId) => {
      expectRefused(await send(route, pathOf(route, userId), { keys: identity() }), 'forbidden');
    });

    test('of its own in another spelling are refused: a policy sees the path as it is sent', async () => {
      expectRefused(await send(route, pathOf(route, encodeURIComponent(ID)), { keys: identity() }), 'forbidden');
    });

    test.each(CLIMBING)('of %s are refused', async (userId) => {
      const { status } = await send(route, pathOf(route, userId), { keys: identity() });
      expect([status, proxy.attempts]).toEqual([403, []]);
    });

    test('without an identity are refused', async () => {
      expectRefused(await send(route, pathOf(route, ID), { keys: by('OWN') }), 'forbidden');
    });

    test.each(['*', '?', 'us-east-1:*', '${cognito-identity.amazonaws.com:sub}'])(
      'of others are refused to one who calls itself %s',
      async (identityId) => {
        expectRefused(await send(route, pathOf(route, OTHER_ID), { keys: identity('OWN', identityId) }), 'forbidden');
      },
    );
  });

  describe.each(routes)('$method $path are refused', (route) => {
    const path = pathOf(route, 'anybody');

    test('without a signature', async () => {
      expectRefused(await api.call(route.method, path, { body: bodyOf(route) }), 'missing-authentication-token');
    });

    test.each<[string, (keys: Keys) => Keys]>([
      ['of an unknown key', (keys) => ({ ...keys, accessKeyId: 'ASIAUNKNOWN' })],
      ['with another secret', (keys) => ({ ...keys, secretAccessKey: 'other' })],
      ['with another session token', (keys) => ({ ...keys, sessionToken: 'other' })],
      ['without its session token', ({ accessKeyId, secretAccessKey }) => ({ accessKeyId, secretAccessKey })],
      ['with the session token of another role', (keys) => ({ ...keys, sessionToken: by('NONE').sessionToken })],
    ])('%s', async (_what, change) => {
      expectRefused(await send(route, path, { keys: change(by('ALL')) }), 'refused');
    });

    test('with credentials that have expired', async () => {
      expectRefused(await send(route, path, { keys: api.issueCredentials({ role: 'ALL', expiresIn: -1 }) }), 'refused');
    });

    test.each<[string, Scope]>([
      ['in another region', { region: 'eu-west-1' }],
      ['for another service', { service: 'dynamodb' }],
      ['six minutes ago', { date: new Date(Date.now() - 6 * 60_000) }],
      ['in six minutes', { date: new Date(Date.now() + 6 * 60_000) }],
    ])('signed %s', async (_what, scope) => {
      expectRefused(await send(route, path, { keys: by('ALL'), ...scope }), 'refused');
    });

    test.each<[string, NonNullable<Sent['instead']>]>([
      ['another path', { path: pathOf(route, 'another') }],
      ['the same path in another spelling', { path: pathOf(route, '%61nybody') }],
      ['a query', { path: `${path}?limit=1` }],
      ['another body', { body: '{"content":"Sell milk"}' }],
      ['another host', { headers: { host: 'localhost' } }],
      ['another date', { headers: { 'x-amz-date': '20200101T000000Z' } }],
      [
        'another signature',
        {
          headers: {
            authorization: 'AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=0',
          },
        },
      ],
      ['half a signature', { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=A' } }],
      ['a token', { headers: { authorization: 'Bearer e30.e30.e30' } }],
    ])('when they come with %s', async (_what, instead) => {
      expectRefused(await send(route, path, { keys: by('ALL'), instead }), 'refused');
    });

    for (const { method } of routes.filter((other) => other.path === route.path && other.method !== route.method)) {
      test(`when they come as ${method}`, async () => {
        expectRefused(await send(route, path, { keys: by('ALL'), instead: { method } }), 'refused');
      });
    }
  });

  test('may have their signature in the query', async () => {
    const [list] = OPERATIONS.LIST.routes;
    const presigned = await presign({ url: api.url, method: 'GET', path: '/notes/anybody?limit=1' }, by('LIST'));
    expectCarriedOut(await api.call('GET', presigned), list, 'anybody');
    proxy.forget();
    expectRefused(await api.call('GET', presigned.replace('limit=1', 'limit=2')), 'refused');
  });

  test.each([
    ['a%20b', 'a b'],
    ['%C3%A9', 'é'],
    ['a+b', 'a+b'],
    ['%41', 'A'],
    ['a:b@c', 'a:b@c'],
    ['%F0%9F%98%80', '😀'],
    ["(!)'*", "(!)'*"],
  ])('of the user %s are those of %s', async (encoded, userId) => {
    for (const route of routes) {
      proxy.forget();
      expectCarriedOut(await send(route, pathOf(route, encoded), { keys: by('ALL') }), route, userId);
    }
  });

  test('leave no key, signature or identity in the log', async () => {
    const keys = identity();
    await send(OPERATIONS.CREATE.routes[0], pathOf({ path: NOTES_PATH }, ID), { keys });
    await send(OPERATIONS.CREATE.routes[0], pathOf({ path: NOTES_PATH }, OTHER_ID), { keys });
    expect([...Object.values(keys), ID, OTHER_ID, 'Signature='].filter((secret) => api.logs.join('\n').includes(secret))).toEqual([]);
  });
});
