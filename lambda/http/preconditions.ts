import { entityTags } from './entity-tags';
import { Request } from './request';
import { ENVIRONMENT } from '../../src/contract/environment';
import { Preconditions, TagList } from '../note/entity-tag';
import { Problem } from '../note/problem';

const IS_REQUIRED = process.env[ENVIRONMENT.requireIfMatch] === 'true';

/** The tags of a precondition header; undefined without the header. */
export function tagList(request: Request, header: 'if-match' | 'if-none-match'): TagList | undefined {
  const value = request.header(header);
  return value === undefined ? undefined : entityTags(value);
}

/** The preconditions of a request that changes a note. */
export function writePreconditions(request: Request): Preconditions {
  const ifMatch = tagList(request, 'if-match');
  const ifNoneMatch = tagList(request, 'if-none-match');
  if (IS_REQUIRED && ifMatch === undefined && ifNoneMatch === undefined) {
    throw new Problem('precondition-required');
  }
  return { ifMatch, ifNoneMatch };
}
