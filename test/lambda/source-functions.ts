import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { FUNCTION_ENVIRONMENT } from './environment';
import { NoteRequest, routed } from './note-request';
import { HANDLERS } from '../operations';

type Entry = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** The answer of a function that was invoked. */
export interface SourceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON document; undefined without a body. */
  readonly json: any;
}

/** The file of each function. */
const FILES = HANDLERS.map((handler) => [handler, handler.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)]);

const CONTEXT = { getRemainingTimeInMillis: () => 10_000 } as Context;

/** The functions without a bundle, so that mutants and breakpoints are in the source itself. */
export class SourceFunctions {
  private readonly entries: Record<string, Entry> = {};

  /** @param variables the environment variables in addition to those of every function */
  constructor(endpoint: string, variables: Readonly<Record<string, string>> = {}) {
    const { env } = process;
    process.env = { ...env, ...FUNCTION_ENVIRONMENT, AWS_ENDPOINT_URL_DYNAMODB: endpoint, ...variables };
    try {
      jest.isolateModules(() => {
        for (const [name, file] of FILES) {
          this.entries[name] = jest.requireActual(`../../lambda/${file}`)[name];
        }
      });
    } finally {
      process.env = env;
    }
  }

  /** Invokes the function of a route, as API Gateway does. */
  async call(request: NoteRequest, context: Partial<APIGatewayProxyEvent['requestContext']> = {}): Promise<SourceAnswer> {
    const { handler, event: { requestContext, ...event } } = routed(request);
    const { statusCode, headers, body } = await this.entries[handler](
      { ...event, requestContext: { ...requestContext, ...context } }, CONTEXT);
    return { status: statusCode, headers: headers as SourceAnswer['headers'], json: body ? JSON.parse(body) : undefined };
  }
}
