import { createServer } from 'node:http';
import { listen } from '../../local/machine/loopback';

/** A page in a sandbox has its own origin, `null`. */
export const SANDBOXED = '/sandboxed';

/** Serves an empty page under every host name. */
export class PageServer {
  private port = 0;
  private readonly server = createServer(({ url }, response) => {
    response.setHeader('content-type', 'text/html');
    if (url === SANDBOXED) {
      response.setHeader('content-security-policy', 'sandbox allow-scripts');
    }
    response.end('<!doctype html>');
  });

  async listen(): Promise<void> {
    this.port = await listen(this.server, 0);
  }

  origin(hostname: string): string {
    return `http://${hostname}:${this.port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
