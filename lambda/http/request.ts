import type { APIGatewayProxyEvent } from 'aws-lambda';
import { headerOf } from './headers';
import { checkBodySize, isTooDeep } from './json-body';
import { decodeOnce, pathSegment } from './path';
import { isNoteId } from '../note/note-id';
import { Problem } from '../note/problem';

/** A parser may ignore one at the beginning of a JSON text (RFC 8259, section 8.1). */
const BYTE_ORDER_MARK = /^\ufeff/;

/** A request as API Gateway passes it. */
export class Request {
  constructor(private readonly event: APIGatewayProxyEvent) {}

  get method(): string {
    return this.event.httpMethod;
  }

  /** The media type of the body, without its parameters. */
  get mediaType(): string | undefined {
    return this.header('content-type')?.split(';')[0].trim().toLowerCase();
  }

  /** @throws Problem 404 for an id that no note can have */
  noteId(): string {
    const id = decodeOnce(this.event.pathParameters?.id);
    if (id === undefined || !isNoteId(id)) {
      throw new Problem('note-not-found');
    }
    return id;
  }

  /**
   * The body as a JSON object, whatever its media type: by default `curl -d` and `fetch` send another one.
   *
   * @throws Problem 400 for any other body, 413 for one that is too long to be parsed
   */
  json(): object {
    const { body, isBase64Encoded } = this.event;
    checkBodySize(Buffer.byteLength(body ?? '', isBase64Encoded ? 'base64' : 'utf8'));
    let value: unknown;
    try {
      const text = this.body().replace(BYTE_ORDER_MARK, '');
      value = isTooDeep(text) ? undefined : JSON.parse(text);
    } catch {
      throw new Problem('invalid-json');
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Problem('invalid-body');
    }
    return value;
  }

  header(name: string): string | undefined {
    return headerOf(this.event, name);
  }

  /** All values of a parameter in the query, decoded. */
  query(name: string): readonly string[] {
    return this.event.multiValueQueryStringParameters?.[name] ?? [];
  }

  /**
   * The location of a note of the same user: a relative reference (RFC 3986, section 4.2), because only the caller knows what precedes
   * `/notes` in the URL of the request.
   */
  noteReference(id: string): string {
    const { pathParameters, requestContext: { path } } = this.event;
    const segmentsBelow = Number(pathParameters?.id !== undefined) + Number(path.endsWith('/'));
    const reference = [`${pathSegment(pathParameters?.userId)}/`, '', '../'][segmentsBelow] + id;
    // A colon in the first segment would end a scheme.
    return reference.replace(/^(?=[^/]*:)/, './');
  }

  private body(): string {
    const { body, isBase64Encoded } = this.event;
    return isBase64Encoded
      ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(body ?? '', 'base64'))
      : (body ?? '');
  }
}
