import { Agent, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { buffer } from 'node:stream/consumers';

export interface Call {
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
  /** Keeps connections for the next request; without one, each request has a connection of its own. */
  readonly agent?: Agent;
}

export interface Answer {
  readonly method: string;
  /** The URL of the request, which references in the answer are relative to. */
  readonly url: string;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body, which must be JSON. */
  readonly json: any;
}

/** One HTTP request whose path goes out exactly as it is written: `fetch` would tidy it. */
export function call(base: string, method: string, path: string, { headers = {}, body, agent }: Call = {}): Promise<Answer> {
  const { protocol, hostname, port, pathname } = new URL(base);
  const request = protocol === 'https:' ? requestHttps : requestHttp;
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const options = {
    hostname,
    port,
    method,
    path: `${pathname.replace(/\/$/, '')}${path}`,
    headers: { ...length, ...headers },
    agent: agent ?? false as const,
  };
  const url = `${new URL(base).origin}${options.path}`;
  return new Promise((resolve, reject) => {
    const outgoing = request(options, (incoming) => {
      buffer(incoming).then((bytes) => resolve({
        method,
        url,
        status: incoming.statusCode!,
        headers: incoming.headers as Record<string, string>,
        bytes,
        text: bytes.toString(),
        get json() {
          return JSON.parse(bytes.toString());
        },
      }), reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
