import { createHmac, generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import { Museum, openMuseum } from './museum';
import { UserPool } from '../../local/cognito/user-pool';
import { IssueTokenOptions, UserPools } from '../../local/cognito/user-pools';

let museum: Museum;

beforeAll(async () => { museum = await openMuseum(); });
afterAll(async () => museum.stop());

const issue = async (options: Partial<IssueTokenOptions> = {}) => museum.stack.issueToken({ sub: 'ada', ...options });
const get = async (path: string, token?: string, name = 'Authorization') =>
  museum.send('GET', path, token === undefined ? {} : { [name]: token });
const output = (id: string) => museum.stack.outputs.find(({ logicalId }) => logicalId === id)?.value ?? '';
const parts = (token: string) => token.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
const inWords = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4}$/;

/** A token by any issuer; `signature` computes the signature of the rest. */
function forge(header: object, claims: object, signature: (content: Buffer) => Buffer | string): string {
  const content = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${content}.${Buffer.from(signature(Buffer.from(content))).toString('base64url')}`;
}

const rsa = (privateKey: KeyObject, digest = 'RSA-SHA256') => (content: Buffer) => sign(digest, content, privateKey);

async function expectUnauthorized(path: string, token?: string, message = 'Unauthorized'): Promise<void> {
  const { headers, json, status } = await get(path, token);
  expect([status, json, headers['x-amzn-errortype']]).toEqual([401, { message }, 'UnauthorizedException']);
}

describe('a token', () => {
  const about = () => ({
    sub: 'ada',
    iss: `https://cognito-idp.us-east-1.amazonaws.com/${output('FriendsId')}`,
    auth_time: expect.any(Number),
    jti: expect.any(String),
  });

  test('is an ID token without scopes', async () => {
    const [header, { exp, iat, ...claims }] = parts(await issue({ username: 'countess' }));
    expect(header).toEqual({ alg: 'RS256', kid: expect.any(String) });
    expect(claims).toEqual({ ...about(), 'token_use': 'id', 'aud': output('ClientId'), 'cognito:username': 'countess' });
    expect(exp - iat).toBe(3_600);
  });

  test('is an access token with scopes, valid as long as it is told, its user named by the sub', async () => {
    const [, { exp, iat, ...claims }] = parts(await issue({ scopes: ['archive/read', 'openid'], expiresIn: 60 }));
    expect(claims).toEqual({
      ...about(),
      token_use: 'access',
      client_id: output('ClientId'),
      scope: 'archive/read openid',
      username: 'ada',
    });
    expect(exp - iat).toBe(60);
  });

  test('comes from the pool that is named by its id in the template, its id or its ARN', async () => {
    const issuer = async (userPool: string) => parts(await issue({ userPool }))[1].iss;
    for (const name of [output('FriendsLogicalId'), output('FriendsId'), output('FriendsArn')]) {
      expect(await issuer(name)).toBe(about().iss);
    }
    expect(await issuer('eu-west-1_Patrons01')).toBe('https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Patrons01');
    await expect(issuer('Strangers')).rejects.toThrow('there is no user pool Strangers');
  });

  test('comes from a pool whose id and ARN are as in AWS', () => {
    expect(output('FriendsId')).toMatch(/^us-east-1_[a-z0-9]{9}$/);
    expect(output('FriendsArn')).toBe(`arn:aws:cognito-idp:us-east-1:123456789012:userpool/${output('FriendsId')}`);
  });
});

describe('a method without scopes', () => {
  test('takes an ID token, with or without Bearer, of any pool of its authorizer', async () => {
    expect((await get('/club', await issue())).status).toBe(200);
    expect((await get('/club', `Bearer ${await issue()}`)).status).toBe(200);
    expect((await get('/club', `bearer ${await issue()}`)).status).toBe(200);
    expect((await get('/club', await issue({ userPool: 'eu-west-1_Patrons01' }))).status).toBe(200);
  });

  test('does not take an access token, one of another pool, or one of another scheme', async () => {
    await expectUnauthorized('/club', await issue({ scopes: ['archive/read'] }));
    await expectUnauthorized('/club/office', await issue());
    await expectUnauthorized('/club', `Basic ${await issue()}`);
    await expectUnauthorized('/club/office', await issue({ userPool: 'eu-west-1_Patrons01' }));
  });
});

describe('a method with scopes', () => {
  test('takes an access token that has one of them', async () => {
    expect((await get('/club/archive', await issue({ scopes: ['openid', 'archive/write'] }))).status).toBe(200);
  });

  test.each([[['archive']], [['archive/read/all']], [[]], [undefined]])('does not take one of %j', async (scopes) => {
    await expectUnauthorized('/club/archive', await issue({ scopes, claims: { scope: 'archive/read' } }));
  });
});

describe('the token', () => {
  test.each([undefined, '', 'x', 'Bearer ', 'Bearer x', 'a.b.c', 'Basic YTpi'])('must be one: %j is a 401', async (token) =>
    expectUnauthorized('/club', token),
  );

  test('must not have expired, and is told when it has', async () => {
    await expectUnauthorized('/club', await issue({ expiresIn: -1 }), 'The incoming token has expired');
    await expectUnauthorized('/club', await issue({ expiresIn: 0 }), 'The incoming token has expired');
  });

  test('must have the signature of the pool', async () => {
    const token = await issue();
    const [header, claims] = parts(token);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    await expectUnauthorized('/club', forge(header, claims, rsa(privateKey)));
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const [, payload, signature] = token.split('.');
    await expectUnauthorized('/club', [encode(header), encode({ ...claims, sub: 'eve' }), signature].join('.'));
    await expectUnauthorized('/club', [encode({ ...header, alg: 'none' }), payload, ''].join('.'));
    await expectUnauthorized('/club', [encode({ ...header, kid: 'other' }), payload, signature].join('.'));
    await expectUnauthorized('/club', `${token}.${signature}`);
  });

  test('is read from the header of the identity source, Authorization without one', async () => {
    expect((await get('/club/badge', await issue(), 'X-Badge')).status).toBe(200);
    await expectUnauthorized('/club/badge', await issue());
    expect((await get('/club/any-source', await issue())).status).toBe(200);
  });

  test('must be for an audience that the validation expression matches, which no access token is', async () => {
    expect((await get('/club/client', await issue())).status).toBe(200);
    await expectUnauthorized('/club/other-client', await issue());
    await expectUnauthorized('/club/any-client', await issue({ scopes: ['archive/read'] }));
  });
});

test('a provider that is no user pool is a 500 that the log explains', async () => {
  const { headers, status } = await get('/club/misnamed', await issue());
  expect([status, headers['x-amzn-errortype']]).toEqual([500, 'AuthorizerConfigurationException']);
  expect(museum.log).toContainEqual(
    expect.stringContaining('arn:aws:cognito-idp:eu-west-1:111111111111:pool is not the ARN of a user pool'),
  );
});

describe('a user pool', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const pool = new UserPool('arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc', { privateKey, publicKey });
  const good = { iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc', exp: 4_000_000_000 };
  const signed = (claims: object) => forge({ alg: 'RS256' }, claims, rsa(privateKey));

  test('knows a token that its key has signed for it', async () => {
    expect(await pool.verify(signed(good))).toEqual({ claims: good, hasExpired: false });
    expect(await pool.verify(signed({ ...good, exp: 1 }))).toEqual({ claims: { ...good, exp: 1 }, hasExpired: true });
  });

  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  test.each([
    ['of another algorithm', forge({ alg: 'RS512' }, good, rsa(privateKey, 'RSA-SHA512'))],
    ['whose secret is its public key', forge({ alg: 'HS256' }, good, (content) => createHmac('sha256', pem).update(content).digest())],
    ['without a signature', forge({ alg: 'none' }, good, () => '')],
    ['of another issuer', signed({ ...good, iss: good.iss.replace('abc', 'abd') })],
    ['of no issuer', signed({ exp: good.exp })],
    ['that never expires', signed({ iss: good.iss })],
    ['that is not valid yet', signed({ ...good, nbf: good.exp })],
  ])('does not know one %s', async (_what, token) => {
    expect(await pool.verify(token)).toBeUndefined();
  });
});

describe('the claims', () => {
  test('reach the function as texts: lists joined, dates in words', async () => {
    const claims = {
      'cognito:groups': ['painters', 'poets'],
      'email_verified': true,
      'custom:level': 3,
      'identities': [{ providerName: 'Google' }],
      'address': { locality: 'London' },
    };
    const { authorizer } = (await get('/club', await issue({ username: 'countess', claims }))).json;
    expect(authorizer).toEqual({
      claims: {
        'sub': 'ada',
        'iss': expect.stringContaining('cognito-idp'),
        'aud': output('ClientId'),
        'token_use': 'id',
        'cognito:username': 'countess',
        'cognito:groups': 'painters,poets',
        'email_verified': 'true',
        'custom:level': '3',
        'identities': '{"providerName":"Google"}',
        'address': '{"locality":"London"}',
        'auth_time': expect.stringMatching(/^\d+$/),
        'jti': expect.any(String),
        'iat': expect.stringMatching(inWords),
        'exp': expect.stringMatching(inWords),
      },
    });
    expect(new Date(authorizer.claims.exp).getTime() / 1_000).toBe(Number(authorizer.claims.auth_time) + 3_600);
  });

  test.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf'])(
    'may be called as what every object has: %s',
    async (name) => {
      const { status, text } = await get('/club', await issue({ claims: JSON.parse(`{"${name}":["a",1]}`) }));
      expect(status).toBe(200);
      expect(text).toContain(`"${name}":"a,1"`);
    },
  );

  test('that the issuer itself makes cannot be overridden', async () => {
    expect(parts(await issue({ claims: { sub: 'eve', token_use: 'access', exp: 1 } }))[1]).toMatchObject({ sub: 'ada', token_use: 'id' });
  });
});

test('without a pool that an authorizer trusts there is no token', async () => {
  await expect(new UserPools([], new Map()).issueToken({ sub: 'ada' })).rejects.toThrow('no authorizer trusts a user pool');
});
