import { once } from 'node:events';
import { AddressInfo, createServer, Server } from 'node:net';

export const HOST = '127.0.0.1';

/** The names of the loopback interface. */
const LOOPBACK = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/i;

/** Whether a host, without a port, is a name of this machine that no DNS server can give to another. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

interface Listening {
  /** An address of the loopback interface. */
  readonly host?: string;
  /** The option of the command line that selects another port. */
  readonly option?: string;
}

/** Listens on the loopback interface only; port 0 selects a free one. Resolves to the port. */
export async function listen(server: Server, port: number, { host = HOST, option = '--port' }: Listening = {}): Promise<number> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(
      code === 'EADDRINUSE' ? `port ${port} is already in use: choose another with ${option}` : `cannot listen on port ${port}: ${code ?? message}`,
    );
  }
  return (server.address() as AddressInfo).port;
}

/** Finds a port that is free now; with a number, checks that port. */
export async function freePort(wanted = 0, listening: Listening = {}): Promise<number> {
  const server = createServer();
  const port = await listen(server, wanted, listening);
  server.close();
  await once(server, 'close');
  return port;
}
