import { entityTags } from './entity-tags';
import { Request } from './request';
import { ENVIRONMENT } from '../../src/contract/environment';
import { Preconditions, TagList } from '../note/entity-tag';
import { Problem } from '../note/problem';

const IS_REQUIRED = process.env[ENVIRONMENT.requireIfMatch] === 'true';

/** The preconditions of a request. The other preconditions of RFC 9110 are ignored: they need modification dates or ranges. */
export const preconditions = (request: Request): Preconditions =>
  ({ ifMatch: tagList(request, 'if-match'), ifNoneMatch: tagList(request, 'if-none-match') });

/** The preconditions of a request that changes a note. */
export function writePreconditions(request: Request): Preconditions {
  const { ifMatch, ifNoneMatch } = preconditions(request);
  if (IS_REQUIRED && ifMatch === undefined && ifNoneMatch === undefined) {
    throw new Problem('precondition-required');
  }
  return { ifMatch, ifNoneMatch };
}

/**
 * Whether a list of notes meets If-None-Match. A list always exists, and has no entity tag.
 *
 * @throws Problem 412 when it does not meet If-Match, which comes first (RFC 9110, section 13.2.2)
 */
export function listMeetsIfNoneMatch(request: Request): boolean {
  const { ifMatch = '*', ifNoneMatch } = preconditions(request);
  if (ifMatch !== '*') {
    throw new Problem('precondition-failed');
  }
  return ifNoneMatch !== '*';
}

function tagList(request: Request, header: 'if-match' | 'if-none-match'): TagList | undefined {
  const value = request.header(header);
  return value === undefined ? undefined : entityTags(value);
}
