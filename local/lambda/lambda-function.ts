import { EnvironmentOptions, ExecutionEnvironment, InvokeResponse } from './execution-environment';
import { FunctionConfiguration } from './function-configuration';
import { InFlight } from '../machine/in-flight';
import { Trace } from '../observation/trace';

/** The most environments of a function. Further invocations wait, up to its reserved concurrency. */
const MAX_CONCURRENCY = 4;

/** Lambda's limit on the payload of a synchronous invocation. */
export const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

interface FunctionOptions extends EnvironmentOptions {
  readonly inFlight: InFlight;
}

/** A function with its execution environments, which are reused until they end. */
export class LambdaFunction {
  private readonly idle: ExecutionEnvironment[] = [];
  private readonly queue: ((environment: ExecutionEnvironment | undefined) => void)[] = [];
  private readonly maximum: number;
  private running = 0;
  private invocations = 0;

  constructor(private readonly configuration: FunctionConfiguration, private readonly options: FunctionOptions) {
    this.maximum = Math.min(MAX_CONCURRENCY, configuration.reservedConcurrency ?? MAX_CONCURRENCY);
  }

  get logicalId(): string {
    return this.configuration.logicalId;
  }

  /** Starts the first environment, so that a function that fails to load is noticed at once. */
  async warm(): Promise<void> {
    if (this.maximum === 0) {
      return;
    }
    const environment = await this.acquire();
    await environment.initialized;
    this.release(environment);
  }

  /** Invokes the function by one of its ARNs; the events are added to the trace of the request that causes them. */
  async invoke(payload: string, arn: string, trace?: Trace): Promise<InvokeResponse> {
    if (this.invocations >= (this.configuration.reservedConcurrency ?? Infinity)) {
      return THROTTLED;
    }
    this.invocations += 1;
    try {
      return await this.options.inFlight.run(async () => this.run(payload, arn, trace));
    } finally {
      this.invocations -= 1;
    }
  }

  private async run(payload: string, arn: string, trace?: Trace): Promise<InvokeResponse> {
    const environment = await this.acquire();
    try {
      return await environment.invoke(payload, arn, trace);
    } finally {
      this.release(environment);
    }
  }

  private async acquire(): Promise<ExecutionEnvironment> {
    const idle = this.idle.pop();
    if (idle) {
      return idle;
    }
    if (this.running < this.maximum) {
      this.running += 1;
      return this.start();
    }
    const handedOver = await new Promise<ExecutionEnvironment | undefined>((take) => this.queue.push(take));
    return handedOver ?? this.start();
  }

  private async start(): Promise<ExecutionEnvironment> {
    try {
      const environment = await ExecutionEnvironment.start(this.configuration, this.options);
      void environment.ended.then(() => this.remove(environment));
      return environment;
    } catch (error) {
      this.freePlace();
      throw error;
    }
  }

  private release(environment: ExecutionEnvironment): void {
    if (!environment.alive) {
      return;
    }
    const next = this.queue.shift();
    if (next) {
      next(environment);
    } else {
      this.idle.push(environment);
    }
  }

  private remove(environment: ExecutionEnvironment): void {
    const index = this.idle.indexOf(environment);
    if (index >= 0) {
      this.idle.splice(index, 1);
    }
    this.freePlace();
  }

  /** Gives the place of an ended environment to the invocation that has waited longest. */
  private freePlace(): void {
    const next = this.queue.shift();
    if (next) {
      next(undefined);
    } else {
      this.running -= 1;
    }
  }
}

const THROTTLED: InvokeResponse = {
  throttled: true,
  functionError: 'Unhandled',
  payload: JSON.stringify({ errorType: 'TooManyRequestsException', errorMessage: 'Rate Exceeded.' }),
};
