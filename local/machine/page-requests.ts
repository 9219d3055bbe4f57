import { IncomingMessage } from 'node:http';
import { HOST, isLoopback } from './loopback';

/** Whether a request comes from a web page, which names its origin, or has a host that is not this machine's (DNS rebinding). */
export function isFromPage({ headers: { host = HOST, origin } }: IncomingMessage, isOwnHost = isLoopback): boolean {
  return origin !== undefined || !isOwnHost(host.replace(/:\d+$/, ''));
}
