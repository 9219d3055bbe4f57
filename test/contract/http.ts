import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface Call {
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
  /** The body, which must be JSON. */
  readonly json: any;
}

/** One HTTP request whose path goes out exactly as it is written: `fetch` would tidy it. */
export function call(base: string, method: string, path: string, { headers = {}, body }: Call = {}): Promise<Answer> {
  const { protocol, hostname, port, pathname } = new URL(base);
  const request = protocol === 'https:' ? requestHttps : requestHttp;
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, method, path: `${pathname.replace(/\/$/, '')}${path}`, headers: { ...length, ...headers } }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: incoming.statusCode!,
          headers: incoming.headers as Record<string, string>,
          text,
          get json() {
            return JSON.parse(text);
          },
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
