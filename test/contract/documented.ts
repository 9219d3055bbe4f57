import { Ajv2020 } from 'ajv/dist/2020';
import { COMMON_HEADERS } from '../../src/contract/headers';
import { openApiDocument } from '../../src/contract/openapi';
import { CODES } from '../../src/contract/openapi-responses';
import { Answer } from '../http';
import { NotesApiProps, NotesOperation } from 'cdk-notes-api';

/** Headers of the connection and of AWS itself. */
const TRANSPORT_HEADER = /^(?:date|connection|keep-alive|content-length|content-type|transfer-encoding|x-amzn?-.*)$/;

/** The headers of the Fetch standard, which API descriptions omit, like preflights. */
const CORS_HEADER = /^(?:vary|access-control-.*)$/;

const REQUIRED_HEADERS = [...Object.keys(COMMON_HEADERS), 'X-Request-Id'];

/** A date-time of fixed width, so that texts sort like times. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

type SeenAnswer = Pick<Answer, 'status' | 'headers' | 'text'>;

interface Response {
  readonly headers: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, { schema: object }>>;
  /** The codes of its problems. */
  readonly [CODES]?: readonly string[];
}

/** The answer to a route that is not in the document. */
const UNKNOWN_ROUTE: Response = {
  headers: Object.fromEntries(REQUIRED_HEADERS.map((name) => [name, { $ref: `openapi#/components/headers/${name}/schema` }])),
  content: { 'application/problem+json': { schema: { $ref: 'openapi#/components/schemas/Problem' } } },
  [CODES]: ['no-such-route', 'missing-authentication-token'],
};

/** No response to HEAD has a body. */
const unknownRoute = (method: string): Response => method === 'HEAD' ? { headers: UNKNOWN_ROUTE.headers } : UNKNOWN_ROUTE;


type DocumentedProps = Pick<NotesApiProps, 'changes' | 'corsOrigins' | 'operations' | 'requireIfMatch' | 'trash'>;

const KNOWN: Record<string, Documentation> = {};

/** The OpenAPI document of an API, to compare its answers with. */
export class Documentation {
  /** APIs of the same documented props share the schemas that are compiled. */
  static of({ changes, corsOrigins, operations, requireIfMatch, trash }: DocumentedProps = {}): Documentation {
    const documented = { changes, corsOrigins, operations, requireIfMatch, trash };
    return KNOWN[JSON.stringify(documented)] ??= new Documentation(documented);
  }

  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, formats: { 'date-time': (text: string) => DATE_TIME.test(text) } });
  private readonly paths: Record<string, Record<string, { responses: Record<string, Response | { $ref: string }> }>>;
  private readonly sharedResponses: Record<string, Response>;

  private readonly undescribed: RegExp[];
  private readonly hasPreflights: boolean;

  constructor({ changes, corsOrigins, operations = Object.values(NotesOperation), requireIfMatch, trash }: DocumentedProps = {}) {
    this.hasPreflights = corsOrigins !== undefined;
    this.undescribed = [TRANSPORT_HEADER, ...this.hasPreflights ? [CORS_HEADER] : []];
    const options = [...trash ? ['trash' as const] : [], ...changes ? ['changes' as const] : []];
    const document = closed(openApiDocument({ operations, options, servers: [], security: {}, requireIfMatch }));
    this.paths = document.paths;
    this.sharedResponses = document.components.responses;
    this.ajv.addSchema({ components: document.components }, 'openapi');
  }

  expectDocumented(method: string, path: string, answer: SeenAnswer): void {
    const undocumented = this.undocumented(method, path, answer);
    // Every request comes here, and a matcher that passes takes longer than this check.
    if (undocumented.length > 0) {
      expect({ request: `${method} ${path.slice(0, 200)}`, status: answer.status, undocumented }).toMatchObject({ undocumented: [] });
    }
  }

  /** The parts of an answer that the document does not allow. */
  undocumented(method: string, path: string, answer: SeenAnswer): string[] {
    if (this.hasPreflights && method === 'OPTIONS' && answer.status === 204) {
      return [];
    }
    const response = this.response(method, path, answer.status);
    return response
      ? [
        ...this.undocumentedHeaders(response, answer),
        ...method === 'HEAD' ? bodyWhereNoneIs(answer) : this.undocumentedBody(response, answer),
      ]
      : [`status ${answer.status}`];
  }

  private response(method: string, path: string, status: number): Response | undefined {
    // API Gateway ignores a slash at the end.
    const pathname = path.split('?')[0].replace(/(?<=.)\/$/, '');
    const template = Object.keys(this.paths).find((candidate) => new RegExp(`^${candidate.replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname));
    const operation = template === undefined ? undefined : this.paths[template][method.toLowerCase()];
    const response = operation ? operation.responses[status] ?? operation.responses[`${Math.floor(status / 100)}XX`] : unknownRoute(method);
    return response && '$ref' in response ? this.sharedResponses[response.$ref.split('/').at(-1)!] : response;
  }

  private undocumentedHeaders({ headers }: Response, answer: SeenAnswer): string[] {
    const missing = REQUIRED_HEADERS.filter((name) => !answer.headers[name.toLowerCase()]).map((name) => `no header ${name}`);
    const schemas = new Map(Object.entries(headers).map(([name, schema]) => [name.toLowerCase(), schema]));
    const others = Object.entries(answer.headers)
      .filter(([name]) => !this.undescribed.some((kind) => kind.test(name)))
      .flatMap(([name, value]) => {
        const schema = schemas.get(name);
        return schema ? this.objections(schema, value, name) : [`header ${name}: ${value}`];
      });
    return [...missing, ...others];
  }

  private undocumentedBody({ content, [CODES]: codes }: Response, answer: SeenAnswer): string[] {
    if (!content) {
      return bodyWhereNoneIs(answer);
    }
    const { headers, text } = answer;
    const mediaType = Object.keys(content).find((candidate) => headers['content-type'] === `${candidate}; charset=utf-8`);
    if (mediaType === undefined) {
      return [`media type ${headers['content-type']}`];
    }
    try {
      const body = JSON.parse(text);
      return [...this.objections(content[mediaType].schema, body, 'body'), ...codes?.includes(body.code) === false ? [`code ${body.code}`] : []];
    } catch (error) {
      return [`body: ${error}`];
    }
  }

  private objections(schema: object, value: unknown, name: string): string[] {
    const validate = this.ajv.compile(schema);
    return validate(value)
      ? []
      : validate.errors!.map(({ instancePath, message, params }) => `${name}${instancePath} ${message} ${JSON.stringify(params)}`);
  }
}

const bodyWhereNoneIs = ({ text }: SeenAnswer): string[] => text === '' ? [] : [`body ${text}`];

/** The document without further members: no object may have other members than those that it names. */
function closed(document: object) {
  return JSON.parse(JSON.stringify(document), (key, value) => {
    if (key === '$ref') {
      return `openapi${value}${value.startsWith('#/components/headers/') ? '/schema' : ''}`;
    }
    return value?.type === 'object' && value.properties ? { ...value, additionalProperties: false } : value;
  });
}
