import { LIMITS } from '../../src/contract/limits';
import { TagList } from '../note/entity-tag';
import { Problem } from '../note/problem';

/** An element of a list of entity tags. Proxies make tags weak, and people leave out the quotes. */
const ENTITY_TAG = /^(?:W\/)?(?:"([\x21\x23-\x7e\x80-\xff]*)"|((?!W\/)[^\s",*]+))$/;

/** The opaque tags that a precondition header lists (RFC 9110, section 13.1), or `*` for any. */
export function entityTags(header: string): TagList {
  if (header.trim() === '*') {
    return '*';
  }
  // A comma may stand inside quotes.
  const elements = header.match(/(?:[^,"]|"[^"]*"?)+/g) ?? [];
  const tags = new Set(elements.map((element) => element.trim()).filter(Boolean).map((element) => {
    const match = ENTITY_TAG.exec(element);
    if (!match) {
      throw new Problem('invalid-precondition');
    }
    return match[1] ?? match[2];
  }));
  if (tags.size === 0 || tags.size > LIMITS.entityTags) {
    throw new Problem('invalid-precondition');
  }
  return [...tags];
}
