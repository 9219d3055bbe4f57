import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { pageFile } from './page-files';
import { isFromConsole, namesConsole } from './request-guard';
import { Lifetime } from '../machine/lifetime';
import { HOST, listen } from '../machine/loopback';

/** A request to the console's own API. */
export interface ConsoleRequest {
  /** The values of the parameters in the route's path. */
  readonly parameters: readonly string[];
  readonly query: URLSearchParams;
  /** For answers that are not JSON. */
  readonly response: ServerResponse;
  json(): Promise<unknown>;
}

/** A route such as `GET /api/tables/{name}`. It answers with JSON; undefined means that it has answered itself. */
export type ConsoleRoutes = Record<string, (request: ConsoleRequest) => unknown>;

/** Ends a request with a status and a message. */
export class ConsoleError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

/** The page loads nothing from other hosts, has no inline code, and cannot be framed. No header allows another origin. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

const JSON_TYPE = 'application/json; charset=utf-8';

/** Serves the page of a console, and the API that the page uses. */
export class ConsoleServer {
  /** Resolves to its URL. */
  static async listen(port: number, routes: ConsoleRoutes, lifetime: Lifetime): Promise<string> {
    const consoleServer = new ConsoleServer(routes);
    const server = createServer((message, response) => {
      consoleServer.answer(message, response).catch((error: Error) => fail(response, error));
    });
    const bound = await listen(server, port, { option: '--console' });
    lifetime.onEnd(() => {
      server.close();
      server.closeAllConnections();
    });
    return `http://${HOST}:${bound}/`;
  }

  private readonly routes: [pattern: RegExp, handle: ConsoleRoutes[string]][];

  private constructor(routes: ConsoleRoutes) {
    this.routes = Object.entries(routes).map(([route, handle]) => [new RegExp(`^${route.replace(/\{\w+\}/g, '([^/]+)')}$`), handle]);
  }

  private async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    Object.entries(HEADERS).forEach(([name, value]) => response.setHeader(name, value));
    if (!namesConsole(message)) {
      throw new ConsoleError(421, 'the console is only available at its own address');
    }
    const { pathname, searchParams } = new URL(message.url ?? '/', 'http://console');
    const file = message.method === 'GET' ? await pageFile(pathname) : undefined;
    if (file) {
      response.writeHead(200, { 'Content-Type': file.type }).end(file.content);
      return;
    }
    if (!isFromConsole(message)) {
      throw new ConsoleError(403, 'the console only accepts calls from its own page');
    }
    const result = await this.handle(`${message.method} ${pathname}`, searchParams, message, response);
    if (result !== undefined) {
      response.writeHead(200, { 'Content-Type': JSON_TYPE }).end(JSON.stringify(result, replacer));
    }
  }

  private async handle(route: string, query: URLSearchParams, message: IncomingMessage, response: ServerResponse): Promise<unknown> {
    for (const [pattern, handle] of this.routes) {
      const [matched, ...parameters] = pattern.exec(route) ?? [];
      if (matched) {
        return handle({ parameters: parameters.map(decoded), query, json: async () => readJson(message), response });
      }
    }
    throw new ConsoleError(404, 'there is nothing at this path');
  }
}

/** A page of another origin cannot send this type without asking first. */
async function readJson(message: IncomingMessage): Promise<unknown> {
  if (message.headers['content-type'] !== 'application/json') {
    throw new ConsoleError(415, 'the body must be application/json');
  }
  return parsed((await buffer(message)).toString());
}

export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new ConsoleError(400, 'the body is not JSON');
  }
}

function decoded(parameter: string): string {
  try {
    return decodeURIComponent(parameter);
  } catch {
    throw new ConsoleError(400, 'the path has an invalid escape');
  }
}

/** Binary attributes of items, in base64 as in DynamoDB's own JSON. */
function replacer(_name: string, value: unknown): unknown {
  const { data, type } = Object(value) as { type?: string; data?: number[] };
  return value instanceof Uint8Array || (type === 'Buffer' && Array.isArray(data)) ? Buffer.from((data ?? value) as Uint8Array).toString('base64') : value;
}

function fail(response: ServerResponse, error: Error): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const status = error instanceof ConsoleError ? error.status : 500;
  response.writeHead(status, { 'Content-Type': JSON_TYPE }).end(JSON.stringify({ message: error.message }));
}
