import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { FUNCTION_ENVIRONMENT } from './environment';
import { NoteRequest, routed } from './note-request';
import { ENVIRONMENT } from '../../src/contract/environment';
import { TimeBudgetMillis } from '../../src/contract/time-budget';
import { BUNDLE } from '../bundle';

interface Options {
  /** The URL of the functions' code. */
  readonly bundle?: string;
  readonly timeBudget?: Partial<TimeBudgetMillis>;
  /** Variables in addition to those of every function. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The lead of its clock, in milliseconds. */
  readonly clockOffset?: number;
  /** The time that its clock reads as the system time. */
  readonly clock?: Float64Array;
}

export interface Call extends NoteRequest {
  readonly remainingMillis?: number;
  /** The name that its requests to DynamoDB send, for a proxy. */
  readonly call?: string;
  /** The number of its first requests to DynamoDB that find no connection. */
  readonly refusals?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The JSON document; undefined without a body. */
  readonly json: any;
  /** The number of requests to DynamoDB, whether or not they arrived. */
  readonly attempts: number;
}

type Message = { readonly logged: unknown[] } | { readonly id: number; readonly answer?: unknown; readonly error?: Error };

interface Settling {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The functions as they are shipped, as one execution environment of Lambda has them: with a client of its own, and its
 * budget of retries, which faults use up. They do not wait long before they try again.
 */
export class Functions {
  /** Resolves when they are loaded, their warm-up included. */
  static async start(
    endpoint: string,
    { bundle = pathToFileURL(BUNDLE).href, timeBudget = { firstBackOff: 1 }, environment, clockOffset = 0, clock }: Options = {},
  ): Promise<Functions> {
    const functions = new Functions(
      new Worker(join(__dirname, 'execution-environment.mjs'), {
        workerData: { bundle, clock, clockOffset },
        env: {
          ...FUNCTION_ENVIRONMENT,
          AWS_ENDPOINT_URL_DYNAMODB: endpoint,
          [ENVIRONMENT.timeBudget]: JSON.stringify(timeBudget),
          ...environment,
        },
      }),
    );
    await functions.answered(0);
    return functions;
  }

  /** Their log lines, each with its level. */
  public readonly logged: unknown[][] = [];

  private readonly settling = new Map<number, Settling>();
  private calls = 0;
  private failure?: Error;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (message: Message) => this.settle(message));
    // Also of a rejection that nobody handles.
    worker.on('error', (error: Error) => this.fail(error));
  }

  /** Invokes the function of a route, as API Gateway does. */
  async call({ remainingMillis, call, refusals, ...request }: Call): Promise<Answer> {
    const { handler, event } = routed(request);
    return this.invoke(handler, event, remainingMillis, { call, refusals });
  }

  async invoke(
    handler: string, event: APIGatewayProxyEvent, remainingMillis = 10_000, { call, refusals }: Pick<Call, 'call' | 'refusals'> = {},
  ): Promise<Answer> {
    const id = ++this.calls;
    this.worker.postMessage({ id, handler, event, remainingMillis, call, refusals });
    const { statusCode, headers, body, attempts } = await this.answered(id) as APIGatewayProxyResult & Pick<Answer, 'attempts'>;
    return { status: statusCode, headers: headers!, json: body ? JSON.parse(body) : undefined, attempts };
  }

  /** Throws their failures outside of invocations. */
  async close(): Promise<void> {
    await this.worker.terminate();
    if (this.failure) {
      throw this.failure;
    }
  }

  private async answered(id: number): Promise<unknown> {
    if (this.failure) {
      throw this.failure;
    }
    return new Promise((resolve, reject) => this.settling.set(id, { resolve, reject }));
  }

  private settle(message: Message): void {
    if ('logged' in message) {
      this.logged.push(message.logged);
      return;
    }
    const { id, answer, error } = message;
    const { resolve, reject } = this.settling.get(id)!;
    this.settling.delete(id);
    if (error) {
      reject(error);
    } else {
      resolve(answer);
    }
  }

  private fail(error: Error): void {
    this.failure = error;
    for (const { reject } of this.settling.values()) {
      reject(error);
    }
  }
}
