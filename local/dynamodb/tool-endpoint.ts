import { createServer, IncomingMessage, request, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { Lifetime } from '../machine/lifetime';
import { HOST, listen } from '../machine/loopback';
import { isFromPage } from '../machine/page-requests';

/** Opens an endpoint for the developer's own tools. It passes requests on to the engine, whose own address web pages cannot find. */
export async function listenForTools(engine: string, lifetime: Lifetime): Promise<string> {
  const server = createServer((incoming, response) => {
    if (isFromPage(incoming)) {
      response.writeHead(403).end();
    } else {
      handOn(new URL(engine), incoming, response);
    }
  });
  const port = await listen(server, 0);
  lifetime.onEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://${HOST}:${port}`;
}

function handOn(engine: URL, incoming: IncomingMessage, response: ServerResponse): void {
  const { headers, method, url: path } = incoming;
  const outgoing = request(engine, { method, path, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode!, answer.headers);
    pipeline(answer, response, () => undefined);
  });
  outgoing.on('error', () => response.destroy());
  pipeline(incoming, outgoing, () => undefined);
}
