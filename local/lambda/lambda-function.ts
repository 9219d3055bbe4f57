import { EnvironmentOptions, ExecutionEnvironment, InvokeResponse } from './execution-environment';
import { FunctionConfiguration } from './function-configuration';
import { InFlight } from '../machine/in-flight';
import { Trace } from '../observation/trace';

/** The most environments of a function. Further invocations wait, up to its reserved concurrency. */
const MAX_CONCURRENCY = 4;

/** How long an environment beyond the first is kept without an invocation. */
const IDLE_MS = 60_000;

/** Lambda's limit on the payload of a synchronous invocation. */
export const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

interface FunctionOptions extends EnvironmentOptions {
  readonly inFlight: InFlight;
}

/** A function with its execution environments, which are reused until they end. */
export class LambdaFunction {
  /** With the timers that end them. */
  private readonly idle = new Map<ExecutionEnvironment, NodeJS.Timeout>();
  private readonly queue: ((environment: ExecutionEnvironment | undefined) => void)[] = [];
  private readonly maximum: number;
  private running = 0;
  private invocations = 0;

  constructor(private readonly configuration: FunctionConfiguration, private readonly options: FunctionOptions) {
    this.maximum = Math.min(options.inspector ? 1 : MAX_CONCURRENCY, configuration.reservedConcurrency ?? MAX_CONCURRENCY);
  }

  /** Whether the function is debugged: its timeout is off. */
  get isInspected(): boolean {
    return this.options.inspector !== undefined;
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
    // The one that was used last, so that the others can end.
    const idle = [...this.idle.keys()].at(-1);
    if (idle) {
      this.leaveIdle(idle);
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
      this.idle.set(environment, setTimeout(() => this.endSurplus(environment), IDLE_MS).unref());
    }
  }

  private remove(environment: ExecutionEnvironment): void {
    this.leaveIdle(environment);
    this.freePlace();
  }

  private leaveIdle(environment: ExecutionEnvironment): void {
    clearTimeout(this.idle.get(environment));
    this.idle.delete(environment);
  }

  private endSurplus(environment: ExecutionEnvironment): void {
    if (this.idle.size > 1) {
      this.leaveIdle(environment);
      environment.stop();
    }
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
