import { openVault, Vault } from './vault';
import { call } from '../http';
import { sign } from '../sign';

let vault: Vault;

beforeAll(async () => { vault = await openVault(); });
afterAll(async () => vault.stop());

const REGION = 'eu-west-1';

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
