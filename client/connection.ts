import type { Deadline } from './deadline.ts';
import type { Failure } from './failure.ts';
import type { NotesProblem } from './problems.ts';

type Headers = Readonly<Record<string, string>>;

/** A request for a signer. */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body?: string;
}

/** Where the API is, and how its callers prove who they are. */
export interface ConnectionOptions {
  /** The base URL of the API: the `url` of `NotesApi`. */
  readonly url: string;

  /** Whose notes these are. */
  readonly userId: string;

  /**
   * Gives the value of the header `Authorization`, for each request.
   *
   * It is asked once more after a 401, with `isRefused: true`: renew the token then.
   */
  readonly token?: (last: { readonly isRefused: boolean }) => string | Promise<string>;

  /** Signs a request, and gives all headers to send: for an API with IAM authorization. */
  readonly sign?: (request: UnsignedRequest) => Headers | Promise<Headers>;

  /** Further headers of each request, such as `X-Api-Key`. */
  readonly headers?: Headers;

  /** Milliseconds for one attempt. 10 seconds by default. */
  readonly attemptTimeout?: number;

  /** Sends the requests. The global `fetch` by default. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

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

/** The successful answer to a request. */
export interface Success {
  /** Absent if the answer has no body. */
  readonly document: unknown;
}

const JSON_TYPES: Readonly<Record<string, string>> = { PATCH: 'application/merge-patch+json' };

export class Connection {
  constructor(private readonly options: ConnectionOptions) {}

  /** Whether another token can be had. */
  get hasToken(): boolean {
    return this.options.token !== undefined;
  }

  /** Sends a request once. Rejects when its caller aborts, and when a token or a signature cannot be had. */
  async attempt(request: NotesRequest, deadline: Deadline, isRefused: boolean): Promise<Success | Failure> {
    const { attemptTimeout = 10_000, fetch = globalThis.fetch } = this.options;
    const { method, url, headers, body } = await deadline.within(Infinity, async () => this.authenticated(request, isRefused));
    try {
      return await deadline.within(attemptTimeout, async (signal) =>
        // The API redirects nobody, and a token is for no other.
        answerOf(await fetch(url, { method, headers, body, signal, redirect: 'error' })));
    } catch (cause) {
      deadline.throwIfAborted();
      return { cause };
    }
  }

  private async authenticated(request: NotesRequest, isRefused: boolean): Promise<UnsignedRequest> {
    const { token, sign } = this.options;
    const unsigned = this.unsigned(request, token && { Authorization: await token({ isRefused }) });
    return sign ? { ...unsigned, headers: await sign(unsigned) } : unsigned;
  }

  private unsigned({ method, id, action, query = {}, headers, body }: NotesRequest, authorization?: Headers): UnsignedRequest {
    const { url, userId, headers: further } = this.options;
    const path = ['notes', userId, ...id === undefined ? [] : [id], ...action ? [action] : []].map(segment).join('/');
    const parameters = Object.entries(query).filter(([, value]) => value !== undefined).map(([name, value]): [string, string] => [name, `${value}`]);
    return {
      method,
      url: `${url.replace(/\/+$/, '')}/${path}${parameters.length > 0 ? `?${new URLSearchParams(parameters)}` : ''}`,
      headers: {
        ...further, ...headers, ...authorization, ...body && { 'Content-Type': JSON_TYPES[method] ?? 'application/json' },
      },
      ...body && { body: JSON.stringify(body) },
    };
  }
}

/** A segment of a path. IAM compares colons as they are sent, and identity ids have one. */
function segment(text: string): string {
  if (['', '.', '..'].includes(text)) {
    throw new TypeError(`"${text}" is no id: it would change the path of the request`);
  }
  return encodeURIComponent(text).replaceAll('%3A', ':');
}

async function answerOf(response: Response): Promise<Success | Failure> {
  const { status, headers } = response;
  const document = parsed(await response.text());
  if (status === 204 || (response.ok && document)) {
    return { document };
  }
  const isProblem = !response.ok && typeof document?.code === 'string';
  return { status, retryAfterMillis: millisUntil(headers.get('Retry-After')), ...isProblem && { problem: document as unknown as NotesProblem } };
}

/** The JSON object that a text is, if it is one. */
function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? value as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}

/** The header has seconds or a date (RFC 9110, section 10.2.3). */
function millisUntil(retryAfter: string | null): number | undefined {
  const millis = /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) * 1_000 : Date.parse(retryAfter ?? '') - Date.now();
  return millis >= 0 ? millis : undefined;
}
