import { isObject } from './checked-values';

/** JSON with sorted members: versions of the CDK render them in different orders. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value as object).sort(byName).map(([name, part]) => [name, sorted(part)]))
    : value;
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}
