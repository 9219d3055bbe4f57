/** A request as it was received: with the raw path and query, and lower-case header names. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const UNRESERVED = /[\w.~-]/;

/** The path without dot segments and empty segments, escaped once more. */
export function canonicalPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') {
      kept.pop();
    } else if (!['', '.'].includes(segment)) {
      kept.push(segment.replace(/[^\w.~-]/g, escaped));
    }
  }
  return `/${kept.join('/')}${kept.length && path.endsWith('/') ? '/' : ''}`;
}

/** The signed parameters, sorted and encoded byte by byte, so that different queries stay different. */
export function canonicalQuery(query: string, isSigned: (name: string) => boolean): string {
  return query.split('&')
    .filter(Boolean)
    .map((parameter) => {
      const [name, value = ''] = parameter.split(/=(.*)/s).map(canonical);
      return { name, value };
    })
    .filter(({ name }) => isSigned(name))
    .sort((left, right) => compare(left.name, right.name) || compare(left.value, right.value))
    .map(({ name, value }) => `${name}=${value}`)
    .join('&');
}

/** A line for each name, in the given order. */
export function canonicalHeaders(names: readonly string[], headers: Readonly<Record<string, string>>): string {
  return names.map((name) => `${name}:${headers[name].replace(/[ \t]+/g, ' ').replace(/^ | $/g, '')}\n`).join('');
}

/** Normalises the encoding: a plus is a space, and an invalid escape is literal. */
function canonical(text: string): string {
  return text.replace(/%[0-9a-f]{2}|[^\w.~-]/gi, (token) =>
    token.length > 1 ? encoded(parseInt(token.slice(1), 16)) : escaped(token.replace('+', ' ')));
}

function escaped(character: string): string {
  return [...Buffer.from(character)].map(encoded).join('');
}

function encoded(byte: number): string {
  const character = String.fromCharCode(byte);
  return UNRESERVED.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
