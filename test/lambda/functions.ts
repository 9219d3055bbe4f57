import './environment';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { contextWith, proxyEvent } from './event';
import type * as Lambda from '../../lambda';
import { ENVIRONMENT } from '../../src/contract/environment';
import { NOTE_PATH, NOTES_PATH, OPERATIONS } from '../../src/contract/operations';
import { TimeBudgetMillis } from '../../src/contract/time-budget';

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** Which function the operation table has for a route. */
const HANDLERS = new Map(Object.values(OPERATIONS).flatMap(({ handler, routes }) =>
  routes.map(({ method, path }) => [`${method} ${path}`, handler as keyof typeof Lambda] as const)));

export interface Call {
  readonly method: string;
  readonly userId: string;
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly remainingMillis?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The JSON document; undefined without a body. */
  readonly json: any;
}

/**
 * The functions as one execution environment of Lambda has them: with a client of its own, and its budget of retries,
 * which faults use up. They do not wait long before they try again.
 */
export class Functions {
  private readonly handlers: Record<keyof typeof Lambda, Handler>;

  constructor(timeBudget: Partial<TimeBudgetMillis> = { firstBackOff: 1 }) {
    process.env[ENVIRONMENT.timeBudget] = JSON.stringify(timeBudget);
    let loaded!: typeof Lambda;
    jest.isolateModules(() => { loaded = jest.requireActual('../../lambda'); });
    this.handlers = loaded;
  }

  /** Invokes the function of a route, as API Gateway does. */
  async call({ method, userId, id, query, headers = {}, body, remainingMillis = 10_000 }: Call): Promise<Answer> {
    const resource = id === undefined ? NOTES_PATH : NOTE_PATH;
    const parameters = { userId: encodeURIComponent(userId), ...id !== undefined && { id: encodeURIComponent(id) } };
    const event = proxyEvent({
      resource,
      httpMethod: method,
      pathParameters: parameters,
      multiValueHeaders: lines(headers),
      multiValueQueryStringParameters: query ? lines(query) : null,
      body: body === undefined ? null : JSON.stringify(body),
    }, ['/prod/notes', ...Object.values(parameters)].join('/'));
    const answer = await this.handlers[HANDLERS.get(`${method} ${resource}`)!](event, contextWith(remainingMillis));
    return { status: answer.statusCode, headers: answer.headers!, json: answer.body ? JSON.parse(answer.body) : undefined };
  }
}

const lines = (values: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
