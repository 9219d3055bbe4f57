import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ENVIRONMENT } from '../../src/contract/environment';
import { Problem } from '../note/problem';

/** Stands in a path for the caller's own user id. */
const ME = 'me';

/** What API Gateway calls the stage of a method's test, as in its console. */
const TEST_STAGE = 'test-invoke-stage';

const { [ENVIRONMENT.callerId]: MEMBER_NAMES, [ENVIRONMENT.signedCallers]: SIGNED_CALLERS } = process.env;

/** Where the authorizer says who the caller is; undefined when callers are not told apart here. */
const CALLER_ID_MEMBERS: readonly string[] | undefined = MEMBER_NAMES === undefined ? undefined : JSON.parse(MEMBER_NAMES);

/**
 * The user whose notes a request is about, which is the caller alone wherever callers are told apart.
 *
 * @throws Problem 401 without a caller, 403 for any other user id, whether or not there is such a user
 */
export function ownUserId(
  userId: string | undefined,
  { authorizer, identity, stage }: APIGatewayProxyEvent['requestContext'],
): string | undefined {
  if (!CALLER_ID_MEMBERS) {
    // A deployment reaches functions before the stage: until then methods let callers in for another authorization.
    // A test of a method asks for none.
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

/** Whether an authorizer says anything of the caller. */
const isPresent = (authorizer: object | null | undefined): boolean => Object.keys(authorizer ?? {}).length > 0;

const ownMember = (value: unknown, name: string): unknown =>
  Object.hasOwn(Object(value), name) ? (value as Record<string, unknown>)[name] : undefined;
