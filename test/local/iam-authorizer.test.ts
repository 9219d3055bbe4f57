import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { openVault, Vault } from './vault';
import { CURL_VERSION, testCurl } from '../curl';
import { call } from '../http';
import { Keys, presign, Presigning, sign } from '../sign';

let vault: Vault;
let manager: Keys;

beforeAll(async () => {
  vault = await openVault();
  manager = vault.stack.issueCredentials({ role: 'Manager' });
});
afterAll(async () => vault.stop());

const REGION = 'eu-west-1';
const MISMATCH = /^The request signature we calculated does not match the signature you provided\. /;
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

describe('a request signed by AWS\'s own signer is let in', () => {
  test.each([
    '/safes/me',
    '/safes/a%20b',
    '/safes/%C3%A9',
    '/safes/%c3%a9',
    '/safes/a+b',
    '/safes/a%2Bb',
    '/safes/a:b@c',
    '/safes/%61',
    '/safes/%2e',
    '/safes/%2E%2e',
    '/safes/a%2Fb',
    '/safes/a%252Fb',
    '/safes/~',
    '/safes/*',
    "/safes/(a)!'",
    '/safes/a,b;c=d&e$',
    '/safes/%F0%9F%98%80',
    '/safes/1/',
    '/safes/%',
    '/safes/%zz',
    '/safes?b=2&a=1',
    '/safes?a=2&a=1',
    '/safes?a',
    '/safes?=1',
    '/safes?a=',
    '/safes?q=a%20b',
    '/safes?q=a+b',
    '/safes?q=a%2Bb',
    '/safes?q=%C3%A9&%C3%A9=1',
    '/safes?A=1&a=2&B=3',
    "/safes?q=*~(!)'",
  ])('at %s', async (path) => {
    const { json, status } = await vault.send('Manager', 'GET', path);
    expect([status, json.message]).toEqual([200, undefined]);
  });

  test.each(['', '{"key":1}', 'é'.repeat(10_000)])('with a body %#', async (body) => {
    expect((await vault.send('Manager', 'PUT', '/safes/1', { body })).json.body).toBe(body || null);
  });

  test('with headers of any spacing, and some that are not signed', async () => {
    const headers = { 'x-note': '  two   spaces ', 'x-empty': '' };
    const signed = await sign({ url: vault.stack.url, method: 'GET', path: '/safes', headers }, manager, { region: REGION });
    expect((await call(vault.stack.url, 'GET', '/safes', { headers: { ...signed, ...headers, 'X-Other': '1' } })).status).toBe(200);
  });

  test('with a hash of its body, and without one', async () => {
    const signed = await sign({ url: vault.stack.url, method: 'PUT', path: '/safes/1', body: 'x' }, manager, { region: REGION });
    expect(signed['x-amz-content-sha256']).toHaveLength(64);
    expect((await call(vault.stack.url, 'PUT', '/safes/1', { headers: signed, body: 'x' })).status).toBe(200);
    expect(
      (
        await call(
          vault.stack.url,
          'GET',
          await presign({ url: vault.stack.url, method: 'GET', path: '/safes' }, manager, { region: REGION }),
        )
      ).status,
    ).toBe(200);
  });

  test.each(['/safes', '/safes/a%20b', '/safes/1?b=2&a=%C3%A9'])('presigned, at %s', async (path) => {
    const presigned = await presign({ url: vault.stack.url, method: 'GET', path }, manager, { region: REGION, date: minutes(-30) });
    expect((await call(vault.stack.url, 'GET', presigned)).status).toBe(200);
  });

  test.each([-4, 4])('when the clocks are %d minutes apart', async (apart) => {
    expect((await vault.send('Manager', 'GET', '/safes', { date: minutes(apart) })).status).toBe(200);
  });
});

describe('curl', () => {
  testCurl.each([
    ['/safes/me', []],
    ['/safes?a=1&b=2', []],
    ['/safes/1', ['-X', 'PUT', '-d', '{"key":1}']],
  ])(`${CURL_VERSION}, which has --aws-sigv4 from 7.75 on, is let in at %s with %j`, async (path, more) => {
    const { accessKeyId, secretAccessKey, sessionToken } = vault.stack.issueCredentials({ role: 'Manager' });
    const { stdout } = await promisify(execFile)('curl', [
      '-sS', '-w', ' %{http_code}', '--aws-sigv4', `aws:amz:${REGION}:execute-api`, '--user', `${accessKeyId}:${secretAccessKey}`,
      '-H', `x-amz-security-token: ${sessionToken}`, ...more, `${vault.stack.url.replace(/\/$/, '')}${path}`,
    ]);
    expect(stdout).toMatch(/ 200$/);
  });
});

describe('a request is refused', () => {
  const refused = async (headers: Record<string, string>, path = '/safes') => {
    const answer = await call(vault.stack.url, 'GET', path, { headers });
    return { status: answer.status, type: answer.headers['x-amzn-errortype'], message: answer.json.message };
  };
  const signed = async (credentials: Partial<Keys> = {}, scope = {}) =>
    sign({ url: vault.stack.url, method: 'GET', path: '/safes' }, { ...manager, ...credentials }, { region: REGION, ...scope });

  test.each(['', '   '])('without a signature: %j', async (authorization) => {
    expect(await refused(authorization ? { authorization } : {})).toEqual({
      status: 403,
      type: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    });
  });

  test.each<[string, (authorization: string) => string, string]>([
    [
      'of another kind',
      () => 'Bearer x',
      "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.",
    ],
    [
      'of half a signature',
      (authorization) => authorization.split(', SignedHeaders')[0],
      "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.",
    ],
    [
      'with an empty parameter',
      (authorization) => authorization.replace(/Signature=.*/, 'Signature='),
      "Authorization header requires 'Signature' parameter.",
    ],
    ['by another algorithm', (authorization) => authorization.replace('SHA256', 'SHA1'), "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'."],
    [
      'with half a scope',
      (authorization) => authorization.replace('/aws4_request', ''),
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.',
    ],
    [
      'with more than a scope',
      (authorization) => authorization.replace('/aws4_request', '/aws4_request/x'),
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.',
    ],
  ])('with an authorization %s', async (_what, change, message) => {
    const { authorization, ...headers } = await signed();
    expect(await refused({ ...headers, authorization: change(authorization) })).toEqual({
      status: 403,
      type: 'IncompleteSignatureException',
      message,
    });
  });

  test.each([
    [undefined, "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."],
    ['yesterday', "Date must be in ISO-8601 'basic format'."],
    ['20269999T999999Z', "Date must be in ISO-8601 'basic format'."],
  ])('with the date %s', async (date, message) => {
    const { 'x-amz-date': _date, ...headers } = await signed();
    expect(await refused(date ? { ...headers, 'x-amz-date': date } : headers)).toEqual({
      status: 403,
      type: 'IncompleteSignatureException',
      message,
    });
  });

  test.each<[string, Partial<Keys>]>([
    ['an unknown key', { accessKeyId: 'ASIAUNKNOWN' }],
    ['another session token', { sessionToken: 'other' }],
    ['no session token', { sessionToken: undefined }],
  ])('with %s', async (_what, credentials) => {
    expect(await refused(await signed(credentials)))
      .toEqual({ status: 403, type: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.' });
  });

  test.each<[string, Partial<Keys>, object, unknown]>([
    ['another secret', { secretAccessKey: 'other' }, {}, expect.stringMatching(MISMATCH)],
    ['another region', {}, { region: 'us-east-1' }, "Credential should be scoped to a valid region, not 'us-east-1'. "],
    ['another service', {}, { service: 'lambda' }, "Credential should be scoped to correct service: 'execute-api'. "],
    [
      'a date of the past',
      {},
      { date: minutes(-6) },
      expect.stringMatching(/^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/),
    ],
    [
      'a date of the future',
      {},
      { date: minutes(6) },
      expect.stringMatching(/^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/),
    ],
  ])('with %s', async (_what, credentials, scope, message) => {
    expect(await refused(await signed(credentials, scope))).toEqual({ status: 403, type: 'InvalidSignatureException', message });
  });

  test('with a host that is not signed', async () => {
    const { authorization, ...headers } = await signed();
    expect(await refused({ ...headers, authorization: authorization.replace('SignedHeaders=host;', 'SignedHeaders=') }))
      .toEqual({ status: 403, type: 'InvalidSignatureException', message: "'Host' must be a 'SignedHeader' in the AWS Authorization. " });
  });

  test('with credentials that have expired', async () => {
    expect(await refused(await signed(vault.stack.issueCredentials({ role: 'Manager', expiresIn: -1 }))))
      .toEqual({ status: 403, type: 'ExpiredTokenException', message: 'The security token included in the request is expired' });
  });

  test('with a wrong signature, by what it should have been', async () => {
    const { message } = await refused(await signed(), '/safes?a=1');
    expect(message).toContain("The Canonical String for this request should have been\n'GET\n/safes\na=1\nhost:127.0.0.1:");
    expect(message).toMatch(
      /The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n\d{8}T\d{6}Z\n\d{8}\/eu-west-1\/execute-api\/aws4_request\n[0-9a-f]{64}'\n$/,
    );
  });

  describe('presigned', () => {
    const presigned = async (more: Presigning = {}) =>
      presign({ url: vault.stack.url, method: 'GET', path: '/safes' }, manager, { region: REGION, ...more });

    test('and expired', async () => {
      const { message, type } = await refused({}, await presigned({ date: minutes(-2), expiresIn: 60 }));
      expect([type, message]).toEqual(['InvalidSignatureException', expect.stringMatching(/^Signature expired: .* - 1 min\.\)$/)]);
    });

    test.each<[string, (path: string) => string, string]>([
      ['a longer validity', (path) => path.replace('X-Amz-Expires=3600', 'X-Amz-Expires=7200'), 'InvalidSignatureException'],
      ['another parameter', (path) => `${path}&more=1`, 'InvalidSignatureException'],
      ['another path', (path) => path.replace('/safes', '/safes/1'), 'InvalidSignatureException'],
      ['no validity', (path) => path.replace('X-Amz-Expires=3600', 'x=3600'), 'IncompleteSignatureException'],
      ['a validity of years', (path) => path.replace('X-Amz-Expires=3600', 'X-Amz-Expires=604801'), 'IncompleteSignatureException'],
      ['a validity that is none', (path) => path.replace('X-Amz-Expires=3600', 'X-Amz-Expires=ever'), 'IncompleteSignatureException'],
      ['two signatures', (path) => `${path}&X-Amz-Signature=0`, 'IncompleteSignatureException'],
      ['no algorithm', (path) => path.replace('X-Amz-Algorithm', 'x'), 'MissingAuthenticationTokenException'],
    ])('with %s', async (_what, change, type) => {
      expect(await refused({}, change(await presigned()))).toMatchObject({ status: 403, type });
    });
  });
});

describe('of a signed request, what is changed on its way makes it a 403:', () => {
  const request = { url: '', method: 'PUT', path: '/safes/1?a=1&b=2', headers: { 'x-note': 'n' }, body: '{"key":1}' };

  test.each<[string, Partial<typeof request>, number]>([
    ['nothing', {}, 200],
    ['the order of the query', { path: '/safes/1?b=2&a=1' }, 200],
    ['another header', { headers: { 'x-note': 'n', 'x-other': 'o' } as never }, 200],
    ['the method', { method: 'GET', body: '{"key":1}' }, 403],
    ['the path', { path: '/safes/2?a=1&b=2' }, 403],
    ['the path\'s encoding', { path: '/safes/%31?a=1&b=2' }, 403],
    ['a parameter', { path: '/safes/1?a=1&b=3' }, 403],
    ['a parameter more', { path: '/safes/1?a=1&b=2&c=3' }, 403],
    ['a parameter less', { path: '/safes/1?a=1' }, 403],
    ['a signed header', { headers: { 'x-note': 'm' } }, 403],
    ['the body', { body: '{"key":2}' }, 403],
    ['no body', { body: '' }, 403],
  ])('%s', async (_what, change, status) => {
    const signed = await sign({ ...request, url: vault.stack.url }, manager, { region: REGION });
    const { body, headers, method, path } = { ...request, ...change };
    const answer = await call(vault.stack.url, method, path, { headers: { ...signed, ...headers }, body });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([status, status === 200 ? undefined : 'InvalidSignatureException']);
  });

  test.each(['host', 'x-amz-date', 'x-note'])('the header %s', async (name) => {
    const signed = await sign({ ...request, url: vault.stack.url }, manager, { region: REGION });
    const changed =
      name === 'x-amz-date'
        ? minutes(1)
          .toISOString()
          .replace(/\.\d+|[-:]/g, '')
        : 'other.localhost';
    const answer = await call(vault.stack.url, request.method, request.path, {
      headers: { ...signed, [name]: changed },
      body: request.body,
    });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([403, 'InvalidSignatureException']);
  });
});

describe('a role may invoke what its policies allow', () => {
  const IDENTITY = 'because no identity-based policy allows the execute-api:Invoke action';
  const DENY = 'with an explicit deny in an identity-based policy';

  test.each([
    ['Manager', 'GET', '/safes/1'], ['Manager', 'PUT', '/safes/1'],
    ['Clerk', 'GET', '/safes/1'], ['Clerk', 'GET', '/safes/'],
    ['Auditor', 'GET', '/safes/1'],
    ['Bounded', 'GET', '/safes'],
    ['Local', 'PUT', '/safes/1'],
  ])('%s: %s %s', async (role, method, path) => {
    expect((await vault.send(role, method, path)).status).toBe(200);
  });

  test('the * of a policy spans slashes: GET/safes/* is every drawer of every safe, too', async () => {
    expect((await vault.send('Clerk', 'GET', '/safes/1/2')).json.pathParameters).toEqual({ safe: '1', drawer: '2' });
  });

  test.each([
    ['Nobody', 'GET', '/safes', IDENTITY],
    ['Clerk', 'GET', '/safes', IDENTITY],
    ['Clerk', 'PUT', '/safes/1', IDENTITY],
    ['Auditor', 'PUT', '/safes/1', DENY],
    ['Bounded', 'GET', '/safes/1', 'because no permissions boundary allows the execute-api:Invoke action'],
    ['Unclear', 'GET', '/safes', IDENTITY],
    ['Unclear', 'GET', '/safes/1', IDENTITY],
  ])('%s, but not %s %s, in the words of AWS', async (role, method, path, reason) => {
    const { headers, json, status } = await vault.send(role, method, path);
    expect([status, headers['x-amzn-errortype']]).toEqual([403, 'AccessDeniedException']);
    expect(json).toEqual({
      Message: `User: arn:aws:sts::123456789012:assumed-role/${role}/local is not authorized to perform: execute-api:Invoke on resource: `
        + `arn:aws:execute-api:eu-west-1:********9012:${vault.apiId}/prod/${method}${path} ${reason}`,
    });
  });

  test('what cannot be evaluated is told once', () => {
    expect(vault.log.filter((line) => line.includes('DateGreaterThan')))
      .toEqual(['the policies of Unclear cannot be evaluated in full: the condition operator DateGreaterThan is not supported']);
  });
});

describe('an identity of a Cognito identity pool', () => {
  const ID = 'eu-west-1:11111111-2222-4333-8444-555555555555';
  const ask = async (path: string, options = {}) => {
    const credentials = vault.stack.issueCredentials({ role: vault.output('OwnerName'), identityId: ID, ...options });
    return call(vault.stack.url, 'GET', path, {
      headers: await sign({ url: vault.stack.url, method: 'GET', path }, credentials, { region: REGION }),
    });
  };

  test('may invoke what is its own', async () => {
    expect((await ask(`/safes/${ID}`)).status).toBe(200);
    expect((await ask(`/safes/${ID}1`)).status).toBe(403);
    expect((await ask(`/safes/${ID}`, { identityId: undefined })).status).toBe(403);
  });

  test('goes by the name that pools have in AWS GovCloud (US), where the role has it', async () => {
    expect((await ask(`/safes/${ID}`, { role: 'GovOwner' })).json.identity.cognitoIdentityPoolId).toBe(vault.output('PoolId'));
    expect((await ask(`/safes/${ID}1`, { role: 'GovOwner' })).status).toBe(403);
  });

  test('is told to the function', async () => {
    const { identity } = (await ask(`/safes/${ID}`)).json;
    expect(identity).toEqual({
      accessKey: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
      accountId: '123456789012',
      caller: expect.stringMatching(/^AROA[0-9A-F]{17}:CognitoIdentityCredentials$/),
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: 'authenticated',
      cognitoIdentityId: ID,
      cognitoIdentityPoolId: vault.output('PoolId'),
      principalOrgId: null,
      sourceIp: '127.0.0.1',
      user: identity.caller,
      userAgent: null,
      userArn: `arn:aws:sts::123456789012:assumed-role/${vault.output('OwnerName')}/CognitoIdentityCredentials`,
    });
    expect(vault.output('PoolId')).toMatch(/^eu-west-1:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('may be of a pool that is named, if the role trusts it', async () => {
    const pool = vault.output('PoolId');
    expect((await ask(`/safes/${ID}`, { identityPool: pool })).json.identity.cognitoIdentityPoolId).toBe(pool);
    await expect(ask(`/safes/${ID}`, { identityPool: 'eu-west-1:other' })).rejects.toThrow(
      `does not allow the identity ${ID} of eu-west-1:other to assume it`,
    );
  });

  test('has no credentials of a role that trusts a service alone', () => {
    expect(() => vault.stack.issueCredentials({ role: 'Manager', identityId: ID, identityPool: vault.output('PoolId') }))
      .toThrow(`the role Manager does not allow the identity ${ID} of ${vault.output('PoolId')} to assume it`);
  });
});

test('a role is told to the function', async () => {
  const { identity } = (await vault.send('Manager', 'GET', '/safes')).json;
  expect(identity).toMatchObject({
    accountId: '123456789012',
    caller: expect.stringMatching(/^AROA[0-9A-F]{17}:local$/),
    user: identity.caller,
    userArn: 'arn:aws:sts::123456789012:assumed-role/Manager/local',
    cognitoIdentityId: null,
    cognitoAuthenticationType: null,
  });
});

describe('credentials are issued', () => {
  test.each(['OwnerArn', 'OwnerName', 'OwnerId'])('for a role by its %s', async (output) => {
    expect(vault.stack.issueCredentials({ role: vault.output(output) })).toEqual({
      accessKeyId: expect.stringMatching(/^ASIA/), secretAccessKey: expect.any(String), sessionToken: expect.any(String),
    });
  });

  test('for the first role that may invoke something, when none is named', async () => {
    const path = '/safes/1';
    const headers = await sign({ url: vault.stack.url, method: 'GET', path }, vault.stack.issueCredentials(), { region: REGION });
    expect((await call(vault.stack.url, 'GET', path, { headers })).json.identity.userArn).toContain('/Manager/');
  });

  test('for no role that the app has not', () => {
    expect(() => vault.stack.issueCredentials({ role: 'Stranger' })).toThrow('the app has no role Stranger');
  });
});
