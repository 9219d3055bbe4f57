import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { ownUserId } from './caller';
import { LIMITS } from '../../src/contract/limits';
import { NOTES_PATH } from '../../src/contract/operations';
import { isNoteId } from '../note/note-id';
import { Problem } from '../note/problem';
import { hasControlCharacter, utf8Length } from '../note/text';

/** URL parsers resolve them away (RFC 3986, section 5.2.4), also when they are escaped: nobody could read such a user's notes. */
const DOT_SEGMENTS = ['.', '..'];

/** A request as API Gateway hands it over. */
export class Request {
  constructor(private readonly event: APIGatewayProxyEvent, private readonly context: Context) {}

  get remainingMillis(): number {
    return this.context.getRemainingTimeInMillis();
  }

  get method(): string {
    return this.event.httpMethod;
  }

  get userId(): string {
    const userId = ownUserId(decodeOnce(this.event.pathParameters?.userId), this.event.requestContext);
    if (
      !userId
      || DOT_SEGMENTS.includes(userId)
      || userId.includes('/')
      || hasControlCharacter(userId)
      || utf8Length(userId) > LIMITS.userIdBytes
    ) {
      throw new Problem('invalid-user-id');
    }
    return userId;
  }

  get noteId(): string {
    const id = decodeOnce(this.event.pathParameters?.id);
    if (id === undefined || !isNoteId(id)) {
      throw new Problem('note-not-found');
    }
    return id;
  }

  /** The body as a JSON object, whatever its media type: `curl -d` and `fetch` send others. */
  get json(): object {
    let value: unknown;
    try {
      value = JSON.parse(this.body);
    } catch {
      throw new Problem('invalid-json');
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Problem('invalid-body');
    }
    return value;
  }

  /** The media type of the body, without its parameters. */
  get mediaType(): string | undefined {
    return this.header('content-type')?.split(';')[0].trim().toLowerCase();
  }

  /** All values of a header as the one list that they mean (RFC 9110, section 5.3). */
  header(name: string): string | undefined {
    const values = Object.entries(this.event.multiValueHeaders ?? {})
      .filter(([key]) => key.toLowerCase() === name)
      .flatMap(([, lines]) => lines ?? []);
    return values.length > 0 ? values.join(', ') : undefined;
  }

  /** All values of a parameter in the query, decoded. */
  query(name: string): readonly string[] {
    return this.event.multiValueQueryStringParameters?.[name] ?? [];
  }

  /** The path of a user's notes as the caller has to write it: behind a stage, a base path or a resource that the API is mounted on. */
  notesLink(userId: string): string {
    const { resource, requestContext: { path } } = this.event;
    const ownSegments = segments(resource.slice(resource.lastIndexOf(NOTES_PATH)));
    const above = path.replace(/\/$/, '').split('/').slice(0, -ownSegments).join('/');
    return above + NOTES_PATH.replace('{userId}', pathSegment(userId));
  }

  noteLink(userId: string, id: string): string {
    return `${this.notesLink(userId)}/${encodeURIComponent(id)}`;
  }

  private get body(): string {
    const { body, isBase64Encoded } = this.event;
    return isBase64Encoded
      ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(body ?? '', 'base64'))
      : (body ?? '');
  }
}

/** Policies know a caller's own path by an identity id, whose colon they have as it is. */
const pathSegment = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':');

const segments = (path: string): number => path.split('/').length - 1;

/** A REST API hands path parameters over as they were sent. Undefined when an escape is not one. */
function decodeOnce(encoded = ''): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
