import { createServer, request } from 'node:http';
import { Target } from './target';
import { listen } from '../../local/machine/loopback';

/** How a front changes the path of a request. */
export interface FrontPaths {
  /** What it removes from the beginning. */
  readonly stripped: string;
  /** What it puts in its place. */
  readonly added: string;
}

/** A server in front of an API: what it answers, it asks the API for under another path. */
export class Front {
  static async of({ url: apiUrl, defaultHost }: Pick<Target, 'url' | 'defaultHost'>, { stripped, added }: FrontPaths): Promise<Front> {
    const { hostname, port } = new URL(apiUrl);
    const server = createServer((incoming, response) => {
      const { method, url = '', headers } = incoming;
      if (!url.startsWith(`${stripped}/`)) {
        response.writeHead(404).end();
        return;
      }
      const path = added + url.slice(stripped.length);
      incoming.pipe(request({ hostname, port, method, path, headers: { ...headers, host: defaultHost } }, (answer) => {
        answer.pipe(response.writeHead(answer.statusCode!, answer.headers));
      }));
    });
    return new Front(`http://127.0.0.1:${await listen(server, 0)}${stripped}`, () => {
      server.close();
      server.closeAllConnections();
    });
  }

  private constructor(readonly url: string, readonly close: () => void) {}
}
