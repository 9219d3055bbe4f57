import { createServer, request } from 'node:http';
import { Target } from './target';
import { listen } from '../../local/machine/loopback';

/** How a front changes the path of a request. */
export interface FrontPaths {
  /** The prefix that it removes. */
  readonly stripped: string;
  /** The prefix that it adds instead. */
  readonly added: string;
}

/** A server in front of an API: it forwards requests under another path. */
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
