import { IncomingMessage } from 'node:http';

/** The names of the interface that the console listens on. */
const NAMES = ['127.0.0.1', 'localhost'];

/** The values of `Sec-Fetch-Site` for a request by the console's own page or by the user. */
const OWN_SITES = [undefined, 'same-origin', 'none'];

/** Whether a request names the console's own host: a page of another name that resolves to this machine (DNS rebinding) does not. */
export function namesConsole({ headers: { host }, socket }: IncomingMessage): boolean {
  return NAMES.some((name) => host === `${name}:${socket.localPort}`);
}

/** Whether a request is from the console's own page, or from no page. */
export function isFromConsole({ headers: { host, origin, 'sec-fetch-site': site } }: IncomingMessage): boolean {
  return (origin === undefined || origin === `http://${host}`) && OWN_SITES.includes(site as string | undefined);
}
