import * as http from 'node:http';
import * as https from 'node:https';
import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { TIME_BUDGET, TimeoutError } from './time-budget';

/** Not the global ones, which let go of a connection after five seconds. */
const secureAgent = new https.Agent({ keepAlive: true });
const agent = new http.Agent({ keepAlive: true });

/** How a request gets its answer. */
export type Exchange = (request: HttpRequest) => Promise<HttpResponse>;

/** Sends a request, on a connection that is kept, and reads the answer whole; what is not done is given up when `passed` rejects. */
export async function exchange(
  { protocol, hostname, port, method, path, headers, body }: HttpRequest, passed: Promise<never>,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    // Node.js wants an IPv6 address without the brackets that a URL has.
    const options = { host: hostname.replace(/^\[|\]$/g, ''), port, method, path, headers };
    const request = protocol === 'https:' ? https.request({ ...options, agent: secureAgent }) : http.request({ ...options, agent });
    const stop = (what: string) => request.destroy(new TimeoutError(what));
    const timer = setTimeout(stop, TIME_BUDGET.requestTimeout, 'request');
    request.once('close', () => clearTimeout(timer));
    // A connection can fail more than once.
    request.on('error', reject);
    passed.catch((error: Error) => request.destroy(error));
    // Also where the connection was made another protocol's.
    const lost = () => reject(new Error('closed without an answer'));
    request.once('close', lost);
    request.once('socket', (socket) => {
      if (socket.connecting) {
        const connecting = setTimeout(stop, TIME_BUDGET.connectTimeout, 'connect');
        socket.once('connect', () => clearTimeout(connecting)).once('close', () => clearTimeout(connecting));
      }
    });
    request.once('response', (response) => {
      request.off('close', lost);
      clearTimeout(timer);
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.once('end', () => resolve(new HttpResponse({
        statusCode: response.statusCode!, headers: response.headers as Record<string, string>, body: Buffer.concat(chunks),
      })));
    });
    request.end(body);
  });
}
