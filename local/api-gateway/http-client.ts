import * as http from 'node:http';
import * as https from 'node:https';
import { buffer } from 'node:stream/consumers';
import { GatewayError } from './gateway-error';
import { HeaderFields, HeaderList } from './http';
import { EndpointResponse } from './integration-response';

interface OutgoingRequest {
  readonly method: string;
  readonly headers: HeaderFields;
  readonly body: Buffer;
  readonly timeoutMs: number;
}

/** Sends a request of API Gateway to an endpoint on this machine. */
export async function sendRequest(url: URL, { body, headers, method, timeoutMs }: OutgoingRequest): Promise<EndpointResponse> {
  const { request } = url.protocol === 'https:' ? https : http;
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(signal.aborted
      ? new GatewayError('INTEGRATION_TIMEOUT')
      : new GatewayError('NETWORK_ERROR').because(error.message));
    const outgoing = request(url, { method, signal, agent: false });
    for (const [name, value] of headers) {
      outgoing.appendHeader(name, value);
    }
    outgoing.setHeader('Content-Length', body.length);
    outgoing.on('error', fail).on('response', (incoming) => {
      buffer(incoming).then(
        (content) => resolve({ statusCode: incoming.statusCode!, headers: new HeaderList(incoming.rawHeaders), body: content }),
        fail,
      );
    });
    outgoing.end(body);
  });
}
