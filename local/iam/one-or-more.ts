/** A list in a policy, which may be a single value. */
export type OneOrMore<T> = T | readonly T[];

export function list<T>(value: OneOrMore<T> | undefined): readonly T[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
