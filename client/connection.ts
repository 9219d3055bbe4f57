import { answerOf, Success } from './answer.ts';
import type { Deadline } from './deadline.ts';
import type { Failure } from './failure.ts';
import { Headers, NotesRequest, UnsignedRequest, unsignedRequest } from './request.ts';

/** The address of the API, and the proof of the caller's identity. */
export interface ConnectionOptions {
  /** The base URL of the API: the `url` of `NotesApi`. */
  readonly url: string;

  /** The owner of the notes. With Cognito or a Lambda authorizer, `me` stands for the caller. */
  readonly userId: string;

  /**
   * Returns the value of the header `Authorization`. Called before each attempt.
   *
   * After a 401 it is called once more, with `isRefused: true`: renew the token then.
   */
  readonly token?: (last: { readonly isRefused: boolean }) => string | Promise<string>;

  /** Signs a request, and returns all headers to send. Called before each attempt. For an API with IAM authorization. */
  readonly sign?: (request: UnsignedRequest) => Headers | Promise<Headers>;

  /** Further headers of each request, such as `X-Api-Key`. */
  readonly headers?: Headers;

  /** Milliseconds for one attempt. 10 seconds by default. */
  readonly attemptTimeout?: number;

  /** Sends the requests. The global `fetch` by default. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

export class Connection {
  constructor(private readonly options: ConnectionOptions) {}

  /** Whether a refused token can be renewed. */
  get hasToken(): boolean {
    return this.options.token !== undefined;
  }

  /** Sends a request once. Rejects only when the caller aborts, or when the token or the signature fails. */
  async attempt(request: NotesRequest, deadline: Deadline, isTokenRefused: boolean): Promise<Success | Failure> {
    // Called without an object, as browsers require.
    const { attemptTimeout = 10_000, fetch = globalThis.fetch } = this.options;
    const { url, ...init } = await deadline.within(Infinity, async () => this.authenticated(request, isTokenRefused));
    try {
      return await deadline.within(attemptTimeout, async (signal) =>
        // The API redirects nobody, and a token is for no other server.
        answerOf(await fetch(url, { ...init, signal, redirect: 'error' })));
    } catch (cause) {
      deadline.throwIfAborted();
      return { cause };
    }
  }

  private async authenticated(request: NotesRequest, isRefused: boolean): Promise<UnsignedRequest> {
    const { token, sign } = this.options;
    const { headers, ...unsigned } = unsignedRequest(this.options, request);
    const withToken = { ...unsigned, headers: { ...headers, ...token && { Authorization: await token({ isRefused }) } } };
    return sign ? { ...withToken, headers: await sign(withToken) } : withToken;
  }
}
