import { operations } from './operations';
import { ENVIRONMENT } from '../../../src/contract/environment';

describe('an open API', () => {
  const call = operations();

  test.each(['.', '..', '', 'a/b', 'a\0', 'a'.repeat(2049)])('refuses the user id %j', async (userId) => {
    expect(await call('GET', { user: userId })).toMatchObject({ status: 400, json: { code: 'invalid-user-id' } });
  });

  test('takes a user id of as many bytes as a partition key may have', async () => {
    expect((await call('GET', { user: 'a'.repeat(2048) })).status).toBe(200);
  });

  test('refuses a request with claims of an authorizer, whose callers it cannot identify', async () => {
    expect(await call('GET', { context: { authorizer: { claims: { sub: 'a' } } } })).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
    expect((await call('GET', { context: { authorizer: {} } })).status).toBe(200);
    expect((await call('GET', { context: { authorizer: null } })).status).toBe(200);
  });
});

describe('an API that identifies callers', () => {
  const call = operations({ [ENVIRONMENT.callerId]: '["claims","sub"]' });
  const as = (sub?: unknown) => ({ authorizer: { claims: { sub } } } as never);

  test('serves the caller, also as "me"', async () => {
    expect((await call('GET', { user: 'alice', context: as('alice') })).status).toBe(200);
    expect((await call('GET', { user: 'me', context: as('alice') })).status).toBe(200);
  });

  test.each([['bob', 'alice', 403], ['me', '', 401], ['me', ' ', 401], ['me', undefined, 401], ['me', 1, 401]])('answers %j as %j with %d', async (path, sub, status) => {
    expect((await call('GET', { user: path, context: as(sub) })).status).toBe(status);
  });
});

describe('an API with signed requests', () => {
  const call = operations({ [ENVIRONMENT.signedCallers]: 'true' });
  const identity = { userArn: 'arn:aws:iam::123456789012:user/alice' } as never;

  test('serves signed requests, but no method test', async () => {
    expect((await call('GET', { context: { identity } })).status).toBe(200);
    expect((await call('GET', { context: { identity, stage: 'test-invoke-stage' } })).status).toBe(401);
    expect((await call('GET', { context: { identity: {} as never } })).status).toBe(401);
    expect((await call('GET')).status).toBe(401);
  });
});
