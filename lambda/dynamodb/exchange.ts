import * as http from 'node:http';
import * as https from 'node:https';
import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { TIME_BUDGET, TimeoutError } from './time-budget';

/** The address tells connections apart. An agent itself would join all options, for each request. */
const byAddress = { getName: ({ host, port }: http.ClientRequestArgs = {}) => `${host}:${port}` };

/** Own agents: the global ones close an idle connection after five seconds. */
const secureAgent = Object.assign(new https.Agent({ keepAlive: true }), byAddress);
const agent = Object.assign(new http.Agent({ keepAlive: true }), byAddress);

/** Sends a request and returns its response. */
export type Exchange = (request: HttpRequest) => Promise<HttpResponse>;

/** Sends a request on a kept-alive connection and reads the whole response. It is aborted when `passed` rejects. */
export async function exchange(
  { protocol, hostname, port, method, path, headers, body }: HttpRequest, passed: Promise<never>,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    // A URL has brackets around an IPv6 address, Node.js expects none.
    const options = { host: hostname.replace(/^\[|\]$/g, ''), port, method, path, headers };
    const request = protocol === 'https:' ? https.request({ ...options, agent: secureAgent }) : http.request({ ...options, agent });
    const stop = (what: string) => {
      const error = new TimeoutError(what);
      // First, because a request that is destroyed during its answer only reports that it was aborted.
      reject(error);
      request.destroy(error);
    };
    // Waits for the whole answer, which can stall at any byte.
    const timer = setTimeout(stop, TIME_BUDGET.requestTimeout, 'request');
    request.once('close', () => clearTimeout(timer));
    // Not once: a connection can fail more than once.
    request.on('error', reject);
    passed.catch((error: Error) => request.destroy(error));
    // Also after the connection was upgraded to another protocol.
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
