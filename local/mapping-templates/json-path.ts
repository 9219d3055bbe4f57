import { JSONPath } from 'jsonpath-plus';

/** A path that can match several values: its result is a list, even with one match or none. */
const INDEFINITE = /\.\.|\*|\?\(|,|\[[^\]'"]*:/;

/** The value at a JSONPath, as in Jayway's implementation; undefined if there is none. */
export function jsonPath(document: unknown, path: string): unknown {
  const matches = JSONPath<unknown[]>({ path: path || '$', json: document as object, wrap: true, eval: 'safe' });
  return INDEFINITE.test(path) ? matches : matches[0];
}
