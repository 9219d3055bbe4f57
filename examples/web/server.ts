import { createReadStream, readdirSync } from 'node:fs';
import { createServer, IncomingMessage, request, Server, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { contentSecurityPolicy } from './content-security-policy';

const DIST = join(__dirname, 'dist');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
};

/** The sign-in pages. Without them, users sign in with a token. */
export interface SignIn {
  readonly url: string;
  readonly clientId: string;
}

export interface PageServerOptions {
  /** The URL of the API. */
  readonly api: string;
  /** The port of the page; 0 selects a free one. */
  readonly port: number;
  readonly signIn?: SignIn;
}

/** Serves the page as CloudFront does: the files, and below `/notes/` the API. */
export async function servePage({ api, port, signIn }: PageServerOptions): Promise<Server> {
  const server = createServer((incoming, response) => {
    const path = incoming.url!.split('?', 1)[0].replace(/^\/$/, '/index.html');
    // A request for another name that resolves to this machine comes from a foreign page (DNS rebinding).
    if (!/^(127\.0\.0\.1|localhost):\d+$/.test(incoming.headers.host ?? '')) {
      response.writeHead(403).end();
    } else if (path.startsWith('/notes/')) {
      forward(incoming, response, api);
    } else if (path === '/config.json') {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ signIn }));
    } else if (readdirSync(DIST).includes(path.slice(1))) {
      const headers = {
        'Content-Type': TYPES[extname(path)],
        'Content-Security-Policy': contentSecurityPolicy(...signIn ? [signIn.url] : []),
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'no-cache',
      };
      createReadStream(join(DIST, path)).pipe(response.writeHead(200, headers));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return server;
}

function forward(incoming: IncomingMessage, response: ServerResponse, api: string): void {
  const { host } = new URL(api);
  const outgoing = request(new URL(incoming.url!, api), { method: incoming.method, headers: { ...incoming.headers, host } }, (answer) => {
    answer.pipe(response.writeHead(answer.statusCode!, answer.headers));
  });
  outgoing.on('error', () => response.writeHead(502).end());
  incoming.pipe(outgoing);
}
