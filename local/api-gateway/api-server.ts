import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { HttpResponse, ReceivedRequest, readRequest } from './http';
import { Lifetime } from '../machine/lifetime';
import { HOST, listen } from '../machine/loopback';

interface Endpoint {
  handle(request: ReceivedRequest): Promise<HttpResponse>;
  /** Receives an error that the response cannot report. */
  fault(error: Error): void;
}

/** Far above API Gateway's limit, so that the API answers a request above that, instead of the server. */
const MAX_HEAD_BYTES = 10 * 1024 * 1024;

/** The HTTP server of one API. It listens before it serves, because functions need the API's URL when they start. */
export class ApiServer {
  static async listen(port: number, lifetime: Lifetime): Promise<ApiServer> {
    const server = createServer({ maxHeaderSize: MAX_HEAD_BYTES });
    server.maxHeadersCount = 0;
    const bound = await listen(server, port);
    const apiServer = new ApiServer(server, `http://${HOST}:${bound}/`);
    lifetime.onEnd(() => {
      server.close();
      server.closeAllConnections();
    });
    return apiServer;
  }

  private endpoint: Promise<Endpoint>;
  private resolveEndpoint!: (endpoint: Endpoint) => void;

  private constructor(private readonly server: Server, readonly url: string) {
    this.endpoint = new Promise((resolve) => { this.resolveEndpoint = resolve; });
    server.on('request', (message: IncomingMessage, response: ServerResponse) => {
      this.answer(message, response).catch((error: Error) => void this.fail(response, error));
    });
  }

  /** Hands the requests to the endpoint from now on. */
  serve(endpoint: Endpoint): void {
    this.resolveEndpoint(endpoint);
    this.endpoint = Promise.resolve(endpoint);
  }

  /** Frees the port; requests in progress are still answered. */
  close(): void {
    this.server.close();
    this.server.closeIdleConnections();
  }

  /** A client that has disconnected needs no response; any other error is reported. */
  private async fail(response: ServerResponse, error: Error): Promise<void> {
    if (response.destroyed || response.headersSent) {
      response.destroy();
      return;
    }
    (await this.endpoint).fault(error);
    response.writeHead(500).end();
  }

  private async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message);
    const { body, headers, statusCode } = await (await this.endpoint).handle(request);
    for (const [name, value] of headers) {
      response.appendHeader(name, value);
    }
    response.statusCode = statusCode;
    response.end(body);
  }
}
