import { LIMITS } from '../../src/contract/limits';
import { Problem } from '../note/problem';

/** @throws Problem 413 for a body that is longer than the JSON of any note */
export function checkBodySize(actual: number): void {
  if (actual > LIMITS.bodyBytes) {
    throw new Problem('note-too-large', { detail: 'The body is larger than that of the largest possible note.', limit: LIMITS.bodyBytes, actual });
  }
}

/** Whether arrays and objects of a JSON text are nested too deep: every level costs the parser more memory than a character. */
export function isTooDeep(json: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < json.length && depth <= LIMITS.bodyDepth; at++) {
    const character = json[at];
    if (quoted) {
      quoted = character !== '"';
      // Any escaped character.
      at += Number(character === '\\');
    } else {
      quoted = character === '"';
      depth += Number(character === '[' || character === '{') - Number(character === ']' || character === '}');
    }
  }
  return depth > LIMITS.bodyDepth;
}
