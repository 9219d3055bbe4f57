import { ObservedRequest } from './observation/observed-request';

/** A line about a request, without its query, headers and body, which can contain credentials. */
export function requestLine({ functionId, method, milliseconds, path, status }: ObservedRequest): string {
  return [method, printable(path), status, `${Math.round(milliseconds)} ms`, ...functionId === undefined ? [] : [functionId]].join(' ');
}

/** A terminal must not interpret a part of a path as a command. */
function printable(path: string): string {
  return path.replace(/[^!-~]/g, (character) => encodeURIComponent(character));
}
