import { limit } from './list-parameters';
import { single } from './query-parameters';
import { Request } from './request';
import { ENVIRONMENT } from '../../src/contract/environment';
import { LIST_PARAMETERS, ListParameter } from '../../src/contract/list-parameters';
import { Problem } from '../note/problem';

const HAS_CHANGES = process.env[ENVIRONMENT.changes] === 'true';

/** The parameters that can be combined with `since`. */
const COMBINABLE: readonly string[] = ['limit', 'since'] satisfies ListParameter[];

interface ChangesParameters {
  /** Undefined for the beginning of the feed. */
  readonly since?: string;
  readonly limit: number;
}

/** The parameters of a request for changes; undefined for any other list. */
export function changesParameters(request: Request): ChangesParameters | undefined {
  const since = HAS_CHANGES ? single(request, 'since') : undefined;
  if (since === undefined) {
    return undefined;
  }
  const others = Object.keys(LIST_PARAMETERS).filter((name) => !COMBINABLE.includes(name) && request.query(name).length > 0);
  if (others.length > 0) {
    throw new Problem('invalid-parameter', { errors: others.map((parameter) => ({ parameter, detail: 'cannot be combined with "since"' })) });
  }
  return { since: since || undefined, limit: limit(single(request, 'limit')) };
}
