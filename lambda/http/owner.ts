import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ownUserId } from './caller';
import { decodeOnce } from './path';
import { LIMITS } from '../../src/contract/limits';
import { Problem } from '../note/problem';
import { hasControlCharacter, utf8Length } from '../note/text';

/** URL parsers remove them from a path (RFC 3986, section 5.2.4), also percent-encoded: such a user could not be addressed. */
const DOT_SEGMENTS = ['.', '..'];

/**
 * The user whose notes a request is about.
 *
 * @throws Problem when the caller may not access them, or the user id is invalid
 */
export function ownerOf({ pathParameters, requestContext }: APIGatewayProxyEvent): string {
  const userId = ownUserId(decodeOnce(pathParameters?.userId), requestContext);
  if (
    !userId
    // In UTF-8 every lone surrogate becomes the same character, so two users would be one.
    || !userId.isWellFormed()
    || DOT_SEGMENTS.includes(userId)
    || userId.includes('/')
    || hasControlCharacter(userId)
    || utf8Length(userId) > LIMITS.userIdBytes
  ) {
    throw new Problem('invalid-user-id');
  }
  return userId;
}
