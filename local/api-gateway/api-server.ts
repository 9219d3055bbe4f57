import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { HttpResponse, ReceivedRequest, readRequest } from './http';
import { Lifetime } from '../machine/lifetime';
import { HOST, listen } from '../machine/loopback';

interface Endpoint {
  handle(request: ReceivedRequest): Promise<HttpResponse>;
  /** Told what has failed in a way that no answer tells. */
  fault(error: Error): void;
}

/** The HTTP server of one API. It listens first and serves later, for functions must know their API's URL. */
export class ApiServer {
  static async listen(port: number, lifetime: Lifetime): Promise<ApiServer> {
    const server = createServer();
    const bound = await listen(server, port);
    const apiServer = new ApiServer(server, `http://${HOST}:${bound}/`);
    lifetime.onEnd(() => {
      server.close();
      server.closeAllConnections();
    });
    return apiServer;
  }

  private readonly endpoint: Promise<Endpoint>;
  private resolveEndpoint!: (endpoint: Endpoint) => void;

  private constructor(server: Server, readonly url: string) {
    this.endpoint = new Promise((resolve) => { this.resolveEndpoint = resolve; });
    server.on('request', (message: IncomingMessage, response: ServerResponse) => {
      this.answer(message, response).catch((error: Error) => void this.fail(response, error));
    });
  }

  serve(endpoint: Endpoint): void {
    this.resolveEndpoint(endpoint);
  }

  /** A client that went away needs no answer; anything else is a fault that must not go unseen. */
  private async fail(response: ServerResponse, error: Error): Promise<void> {
    if (response.destroyed || response.headersSent) {
      response.destroy();
      return;
    }
    (await this.endpoint).fault(error);
    response.writeHead(500).end();
  }

  private async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const endpoint = await this.endpoint;
    const { body, headers, statusCode } = await endpoint.handle(await readRequest(message));
    for (const [name, value] of headers) {
      response.appendHeader(name, value);
    }
    response.statusCode = statusCode;
    response.end(body);
  }
}
