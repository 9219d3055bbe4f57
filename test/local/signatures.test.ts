import { authorization, CanonicalRequest, signature } from './signature-v4';
import { openVault, Vault } from './vault';
import { call } from '../http';
import { Keys, sign } from '../sign';

const SCOPE = { region: 'eu-west-1', service: 'execute-api' };

type Headers = Record<string, string>;

let vault: Vault;
let manager: Keys;

beforeAll(async () => {
  vault = await openVault();
  manager = vault.stack.issueCredentials({ role: 'Manager' });
});
afterAll(async () => vault.stop());

/** The headers that every request has to sign. */
const required = (): Headers => ({
  'host': new URL(vault.stack.url).host,
  'x-amz-date': new Date().toISOString().replace(/\.\d+|[-:]/g, ''),
  'x-amz-security-token': manager.sessionToken!,
});

/** Sends a request to a path with the signature of a canonical one. */
async function send(path: string, canonical: Partial<CanonicalRequest> = {}, change = (headers: Headers): Headers => headers) {
  const request = { method: 'GET', path: '/safes', headers: required(), ...canonical };
  const headers = change({ ...required(), ...request.headers, authorization: authorization(request, manager, SCOPE) });
  const { headers: answered, json, status } = await call(vault.stack.url, request.method, path, { headers, body: request.body });
  return { status, type: answered['x-amzn-errortype'], message: json.message, json };
}

describe('a request signed by hand is let in', () => {
  test.each([
    ['/safes/me', '/safes/me'],
    ['/safes/a%20b', '/safes/a%2520b'],
    ['/safes/%C3%A9', '/safes/%25C3%25A9'],
    ['/safes/%c3%a9', '/safes/%25c3%25a9'],
    ['/safes/%61', '/safes/%2561'],
    ['/safes/%2e', '/safes/%252e'],
    ['/safes/%2E%2e', '/safes/%252E%252e'],
    ['/safes/a%2Fb', '/safes/a%252Fb'],
    ['/safes/a%252Fb', '/safes/a%25252Fb'],
    ['/safes/a+b:c@d', '/safes/a%2Bb%3Ac%40d'],
    ["/safes/(a)!*'", '/safes/%28a%29%21%2A%27'],
    ['/safes/a,b;c=d&e$', '/safes/a%2Cb%3Bc%3Dd%26e%24'],
    ['/safes/a-b_c.d~e', '/safes/a-b_c.d~e'],
    ['/safes/%', '/safes/%25'],
    ['/safes/%zz', '/safes/%25zz'],
    ['/safes/1/', '/safes/1/'],
  ])('at the path %s, which is %s in its signature', async (path, canonical) => {
    expect(await send(path, { path: canonical })).toMatchObject({ status: 200 });
  });

  test.each([
    ['b=2&a=1', 'a=1&b=2'],
    ['a=2&a=1', 'a=1&a=2'],
    ['a-b=1&a=2', 'a=2&a-b=1'],
    ['a=1&A=2&B=3', 'A=2&B=3&a=1'],
    ['a', 'a='],
    ['a=', 'a='],
    ['=1', '=1'],
    ['a=b=c', 'a=b%3Dc'],
    ['a=1&&b=2&', 'a=1&b=2'],
    ['q=a%20b', 'q=a%20b'],
    ['q=a+b', 'q=a%20b'],
    ['q=a%2bb', 'q=a%2Bb'],
    ['%71=%61', 'q=a'],
    ['q=%c3%a9', 'q=%C3%A9'],
    ['q=%F0%9F%98%80', 'q=%F0%9F%98%80'],
    ['q=%FF', 'q=%FF'],
    ['q=%&r=%zz', 'q=%25&r=%25zz'],
    ["q=-_.~!*'()/", 'q=-_.~%21%2A%27%28%29%2F'],
    ['__proto__=a', '__proto__=a'],
    ['constructor=a&toString=b', 'constructor=a&toString=b'],
    ['X-Amz-Signature=a', 'X-Amz-Signature=a'],
  ])('with the query %s, which is %s in its signature', async (query, canonical) => {
    expect(await send(`/safes?${query}`, { query: canonical })).toMatchObject({ status: 200 });
  });

  test('with values of headers in single spaces', async () => {
    const headers = { ...required(), 'x-note': 'two "spaces in" it' };
    expect(await send('/safes', { headers }, (sent) => ({ ...sent, 'x-note': '  two   "spaces \t in"  it ' }))).toMatchObject({
      status: 200,
    });
  });

  test('with a token that came after the signature, as some clients send it', async () => {
    const { host, 'x-amz-date': date } = required();
    expect(await send('/safes', { headers: { host, 'x-amz-date': date } })).toMatchObject({ status: 200 });
  });
});

describe('no signature covers', () => {
  test.each([
    ['__proto__=evil', ''],
    ['__proto__=evil', '[object Object]'],
    ['__proto__=evil', '__proto__=a'],
    ['X-Amz-Signature=evil', ''],
    ['x-amz-signature=evil', ''],
    ['X%2DAmz-Signature=evil', ''],
    ['q=%FE', 'q=%FF'],
    ['q=%FF', 'q=%EF%BF%BD'],
  ])('the query %s when it is of the query %j', async (query, canonical) => {
    expect(await send(`/safes?${query}`, { query: canonical })).toMatchObject({ status: 403, type: 'InvalidSignatureException' });
  });

  test.each(['x-amz-signature=evil', 'X-AMZ-SIGNATURE=evil', '__proto__=evil'])('%s behind a presigned request', async (more) => {
    const { host, 'x-amz-date': date } = required();
    const { accessKeyId, sessionToken } = manager;
    const query = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `${accessKeyId}/${date.slice(0, 8)}/eu-west-1/execute-api/aws4_request`,
      'X-Amz-Date': date,
      'X-Amz-Expires': '60',
      'X-Amz-Security-Token': sessionToken!,
      'X-Amz-SignedHeaders': 'host',
    }).toString();
    const signed = `/safes?${query}&X-Amz-Signature=${signature({ method: 'GET', path: '/safes', query, headers: { host } }, manager, date, SCOPE)}`;
    const ask = async (path: string) => (await call(vault.stack.url, 'GET', path)).status;
    expect([await ask(signed), await ask(`${signed}&${more}`)]).toEqual([200, 403]);
  });
});

describe('a request is refused', () => {
  test.each<[string, (authorization: string) => string, string, string | RegExp]>([
    [
      'a date of another day',
      (given) => given.replace(/\/\d{8}\//, '/19990101/'),
      'InvalidSignatureException',
      /^Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '19990101' != '\d{8}', from '\d{8}T\d{6}Z'\. $/,
    ],
    [
      'a date that is none',
      (given) => given.replace(/\/\d{8}\//, '/x/'),
      'InvalidSignatureException',
      /^Date in Credential scope does not match .*: 'x' != /,
    ],
    [
      'no date',
      (given) => given.replace(/\/\d{8}\//, '//'),
      'InvalidSignatureException',
      /^Date in Credential scope does not match .*: '' != /,
    ],
    [
      'headers that are not there',
      (given) => given.replace('security-token,', 'security-token;x-missing,'),
      'IncompleteSignatureException',
      "'x-missing' is named as a SignedHeader, but it does not exist in the HTTP request.",
    ],
    [
      'headers of every object',
      (given) => given.replace('SignedHeaders=', 'SignedHeaders=constructor;'),
      'IncompleteSignatureException',
      "'constructor' is named as a SignedHeader, but it does not exist in the HTTP request.",
    ],
    [
      'a header without a name',
      (given) => given.replace('SignedHeaders=', 'SignedHeaders=;'),
      'IncompleteSignatureException',
      "'' is named as a SignedHeader, but it does not exist in the HTTP request.",
    ],
    [
      'headers that are not sorted',
      (given) => given.replace('host;x-amz-date', 'x-amz-date;host'),
      'IncompleteSignatureException',
      "SignedHeaders must be lower-case, sorted and without duplicates: 'x-amz-date;host;x-amz-security-token'.",
    ],
    [
      'a header twice',
      (given) => given.replace('host;', 'host;host;'),
      'IncompleteSignatureException',
      "SignedHeaders must be lower-case, sorted and without duplicates: 'host;host;x-amz-date;x-amz-security-token'.",
    ],
    [
      'headers in capitals',
      (given) => given.replace('host;', 'Host;'),
      'IncompleteSignatureException',
      "SignedHeaders must be lower-case, sorted and without duplicates: 'Host;x-amz-date;x-amz-security-token'.",
    ],
  ])('whose authorization names %s', async (_what, change, type, message) => {
    const answer = await send('/safes', {}, (headers) => ({ ...headers, authorization: change(headers.authorization) }));
    expect(answer).toMatchObject({ status: 403, type, message: typeof message === 'string' ? message : expect.stringMatching(message) });
  });

  test.each([
    ['x-amz-date', "'X-Amz-Date'"],
    ['x-amz-content-sha256', "'X-Amz-Content-Sha256'"],
    ['x-amz-target', "'X-Amz-Target'"],
    ['x-amz-user-agent', "'X-Amz-User-Agent'"],
  ])('whose %s is not signed', async (name, named) => {
    const { [name]: value = 'x', ...headers } = required();
    const answer = await call(vault.stack.url, 'GET', '/safes', {
      headers: {
        ...headers,
        [name]: value,
        authorization: authorization({ method: 'GET', path: '/safes', headers: required() }, manager, SCOPE).replace(`;${name}`, ''),
      },
    });
    expect([answer.status, answer.headers['x-amzn-errortype'], answer.json.message])
      .toEqual([403, 'InvalidSignatureException', `${named} must be a 'SignedHeader' in the AWS Authorization. `]);
  });
});

describe('a path with segments that signatures leave out is refused, whoever signs it as', () => {
  test.each([
    ['/safes/1', '/safes/./1'],
    ['/1', '/safes/../1'],
    ['/safes', '/safes/.'],
    ['/', '/safes/..'],
    ['/safes', '/safes/1/..'],
    ['/safes/1', '/safes/1/.'],
    ['/archive/a/b', '/archive/a//b'],
    ['/archive/a/', '/archive/a//'],
    ['/archive/b', '/archive/a/../b'],
  ])('%s: %s', async (canonical, path) => {
    expect(await send(path, { path: canonical })).toMatchObject({
      status: 403,
      type: 'InvalidSignatureException',
      message: `A signed path must not have empty or dot segments, which its signature does not cover: '${path}'.`,
    });
  });
});

test('headers that AWS\'s clients do not sign, or that are not AWS\'s, need not be', async () => {
  const signed = await sign({ url: vault.stack.url, method: 'GET', path: '/safes' }, manager, SCOPE);
  const more = {
    'user-agent': 'x',
    'amz-sdk-invocation-id': 'x',
    'amz-sdk-request': 'attempt=1',
    'x-amzn-trace-id': 'Root=1',
    'accept': '*/*',
    'content-type': 'text/plain',
  };
  expect((await call(vault.stack.url, 'GET', '/safes', { headers: { ...signed, ...more } })).status).toBe(200);
});
