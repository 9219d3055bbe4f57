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
