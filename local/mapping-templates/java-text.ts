/** A list of a JSON document. Unlike a list of a template, it prints as JSON. */
export class JsonList extends Array<unknown> {}

/** Gives the lists in a JSON document their class. */
export function javaValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    return JsonList.from(value, javaValue);
  }
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, javaValue(member)])) : value;
}

/** The text of a value in a template's output: Java prints maps as `{a=1, b=2}`. */
export function javaText(value: unknown): string {
  return value === null || value === undefined ? '' : memberText(value);
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function memberText(value: unknown): string {
  if (value instanceof JsonList) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(memberText).join(', ')}]`;
  }
  return isMap(value) ? `{${Object.entries(value).map(([name, member]) => `${name}=${memberText(member)}`).join(', ')}}` : String(value);
}
