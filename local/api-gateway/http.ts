import { IncomingMessage } from 'node:http';

/** API Gateway's limit on a request's body. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** How much of a body over the limit is read and discarded, so that the client receives the response instead of a reset. */
const MAX_DROPPED_BYTES = 100 * 1024 * 1024;

/** An HTTP request as it was received: nothing is decoded or normalised. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: HeaderList;
  readonly sourceIp: string;
  readonly port: number;
  readonly body: Buffer;
}

/** A request after its body was read. */
export interface ReceivedRequest extends HttpRequest {
  /** Whether the body is over the limit. */
  readonly tooLarge: boolean;
}

export type HeaderFields = [name: string, value: string][];

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: HeaderFields;
  readonly body: string | Buffer;
}

/** Header fields in the order and with the names that the client sent. */
export class HeaderList {
  readonly entries: HeaderFields;

  constructor(rawHeaders: string[]) {
    this.entries = [];
    for (let at = 0; at < rawHeaders.length; at += 2) {
      this.entries.push([rawHeaders[at], rawHeaders[at + 1]]);
    }
  }

  /** The values by lower-case name; the values of a repeated field are joined. */
  joined(): Record<string, string> {
    const names = new Set(this.entries.map(([name]) => name.toLowerCase()));
    return Object.fromEntries(
      [...names].map((name) => [
        name,
        this.entries
          .filter(([entry]) => entry.toLowerCase() === name)
          .map(([, value]) => value)
          .join(','),
      ]),
    );
  }

  get(name: string): string | undefined {
    return this.entries.findLast(([entry]) => entry.toLowerCase() === name.toLowerCase())?.[1];
  }
}

/** The host that a request names, without the port. */
export function hostName({ headers }: HttpRequest): string {
  return (headers.get('Host') ?? '127.0.0.1').replace(/:\d+$/, '');
}

/** Adds a content type, unless the fields have one. */
export function withContentType(fields: HeaderFields, contentType: string): HeaderFields {
  return fields.some(([name]) => name.toLowerCase() === 'content-type') ? fields : [['Content-Type', contentType], ...fields];
}

/** Reads a request. Of a body over the limit, the rest is discarded and `tooLarge` is set. */
export async function readRequest(message: IncomingMessage): Promise<ReceivedRequest> {
  const target = (message.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '') || '/';
  const queryAt = target.indexOf('?');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) {
      chunks.push(chunk);
    }
    if (size > MAX_DROPPED_BYTES) {
      break;
    }
  }
  return {
    method: message.method ?? 'GET',
    path: queryAt < 0 ? target : target.slice(0, queryAt),
    query: queryAt < 0 ? '' : target.slice(queryAt + 1),
    headers: new HeaderList(message.rawHeaders),
    sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
    port: message.socket.localPort ?? 0,
    body: Buffer.concat(chunks),
    tooLarge: size > MAX_BODY_BYTES,
  };
}
