export type Headers = Readonly<Record<string, string>>;

/** A request for the notes of a user, or with an id for one of them. */
export interface NotesRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly id?: string;
  readonly action?: 'restore';
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Headers;
  readonly body?: object;
  /** Whether it has the same effect when it is carried out twice. */
  readonly isRepeatable: boolean;
}

/** A request for a signer. */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body?: string;
}

const PATCH_TYPE = 'application/merge-patch+json';

/** The HTTP request for the notes of a user at the base URL of an API. */
export function unsignedRequest(
  { url, userId, headers: further }: { readonly url: string; readonly userId: string; readonly headers?: Headers },
  { method, id, action, query = {}, headers, body }: NotesRequest,
): UnsignedRequest {
  const path = ['notes', userId, ...id === undefined ? [] : [id], ...action ? [action] : []].map(segment).join('/');
  const parameters = Object.entries(query).flatMap(([name, value]): [string, string][] => value === undefined ? [] : [[name, `${value}`]]);
  return {
    method,
    url: `${url.replace(/\/+$/, '')}/${path}${parameters.length > 0 ? `?${new URLSearchParams(parameters)}` : ''}`,
    headers: { ...further, ...headers, ...body && { 'Content-Type': method === 'PATCH' ? PATCH_TYPE : 'application/json' } },
    ...body && { body: JSON.stringify(body) },
  };
}

/** A segment of a path. IAM compares the path as it is sent, and an identity id has a colon. */
function segment(text: string): string {
  if (['', '.', '..'].includes(text)) {
    throw new TypeError(`an id cannot be "${text}": the request would have another path`);
  }
  return encodeURIComponent(text).replaceAll('%3A', ':');
}
