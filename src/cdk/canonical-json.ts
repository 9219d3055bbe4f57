import { isObject } from './checked-values';

/** JSON with sorted members: versions of the CDK render them in different orders. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part) => isObject(part) ? Object.fromEntries(Object.entries(part).sort(byName)) : part);
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}
