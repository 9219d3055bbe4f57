import type { APIGatewayProxyEvent } from 'aws-lambda';
import { headerOf } from './headers';
import { checkBodySize, isTooDeep } from './json-body';
import { countSegments, decodeOnce, pathSegment } from './path';
import { NOTES_PATH } from '../../src/contract/paths';
import { isNoteId } from '../note/note-id';
import { Problem } from '../note/problem';

/** A request as API Gateway passes it, for the notes of one owner. */
export class Request {
  constructor(private readonly event: APIGatewayProxyEvent, private readonly owner: string) {}

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
      const text = this.body();
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

  /** The path of the owner's notes as the caller has to write it: after a stage, a base path or the path that they are mounted on. */
  notesLink(): string {
    const { resource, requestContext: { path } } = this.event;
    const ownSegments = countSegments(resource.slice(resource.lastIndexOf(NOTES_PATH)));
    const above = path.replace(/\/$/, '').split('/').slice(0, -ownSegments).join('/');
    return above + NOTES_PATH.replace('{userId}', pathSegment(this.owner));
  }

  noteLink(id: string): string {
    return `${this.notesLink()}/${encodeURIComponent(id)}`;
  }

  private body(): string {
    const { body, isBase64Encoded } = this.event;
    return isBase64Encoded
      ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(body ?? '', 'base64'))
      : (body ?? '');
  }
}
