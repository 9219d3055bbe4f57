import type { APIGatewayProxyEvent } from 'aws-lambda';
import type * as Caller from '../../../lambda/http/caller';
import { ENVIRONMENT } from '../../../src/contract/environment';

type RequestContext = APIGatewayProxyEvent['requestContext'];

/** The environment in which functions load the settings of an authorization. */
function callerOf(members: readonly string[]): typeof Caller {
  const { env } = process;
  process.env = { ...env, [ENVIRONMENT.callerId]: JSON.stringify(members) };
  let caller!: typeof Caller;
  jest.isolateModules(() => { caller = jest.requireActual('../../../lambda/http/caller'); });
  process.env = env;
  return caller;
}

test.each([
  { members: ['userId'], authorizer: { userId: 'alice' } },
  { members: ['claims', 'sub'], authorizer: { claims: { sub: 'alice' } } },
])('an authorizer\'s own $members tell the caller, inherited ones tell nobody', ({ members, authorizer }) => {
  const { ownUserId } = callerOf(members);
  expect(ownUserId('me', { authorizer } as unknown as RequestContext)).toBe('alice');
  const heirs = [Object.create(authorizer), { claims: Object.create({ sub: 'alice' }) }];
  for (const heir of heirs) {
    expect(() => ownUserId('me', { authorizer: heir } as RequestContext)).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
  }
});
