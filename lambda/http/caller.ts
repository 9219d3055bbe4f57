import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ENVIRONMENT } from '../../src/contract/environment';
import { Problem } from '../note/problem';

/** The alias of the caller's own user id in a path. */
const ME = 'me';

/** The stage name of API Gateway's method test, as in its console. */
const TEST_STAGE = 'test-invoke-stage';

const { [ENVIRONMENT.callerId]: MEMBER_NAMES, [ENVIRONMENT.signedCallers]: SIGNED_CALLERS } = process.env;

/** The path to the caller's user id in the authorizer's context; undefined when this API does not identify callers. */
const CALLER_ID_MEMBERS: readonly string[] | undefined = MEMBER_NAMES === undefined ? undefined : JSON.parse(MEMBER_NAMES);

/**
 * The user whose notes a request is about: only the caller, if the API identifies callers.
 *
 * @throws Problem 401 without a caller, 403 for any other user id, whether or not such a user exists
 */
export function ownUserId(
  userId: string | undefined,
  { authorizer, identity, stage }: APIGatewayProxyEvent['requestContext'],
): string | undefined {
  if (!CALLER_ID_MEMBERS) {
    // A deployment updates the functions before the stage: until then the methods still use the previous authorization.
    // A method test uses none.
    if (isPresent(authorizer) || (SIGNED_CALLERS && (!identity?.userArn || stage === TEST_STAGE))) {
      throw new Problem('unauthenticated');
    }
    return userId;
  }
  const callerId = CALLER_ID_MEMBERS.reduce(ownMember, authorizer as unknown);
  if (typeof callerId !== 'string' || callerId.trim() === '') {
    throw new Problem('unauthenticated');
  }
  if (userId !== callerId && userId !== ME) {
    throw new Problem('forbidden');
  }
  return callerId;
}

/** The request context of a caller with this user id, whatever the authorization of this API. */
export const contextOf = (userId: string) => ({
  identity: { userArn: userId },
  authorizer: CALLER_ID_MEMBERS?.reduceRight<unknown>((value, name) => ({ [name]: value }), userId),
});

/** Whether an authorizer identified the caller. */
const isPresent = (authorizer: object | null | undefined): boolean => Object.keys(authorizer ?? {}).length > 0;

const ownMember = (value: unknown, name: string): unknown =>
  Object.hasOwn(Object(value), name) ? (value as Record<string, unknown>)[name] : undefined;
