import { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { FunctionConfiguration } from './function-configuration';
import { Inspector } from './inspector';
import { processEnvironment, Surroundings } from './process-environment';
import { RuntimeApi } from './runtime-api';
import { AccessKeys } from '../iam/access-keys';
import { TemporaryCredentials } from '../iam/credentials';
import { RoleSession } from '../iam/role-session';
import { killGroup, Lifetime } from '../machine/lifetime';
import { AccessDecision, Trace } from '../observation/trace';

/** Lambda's longest timeout, which a function that is debugged sees. */
const LONGEST_TIMEOUT_MS = 900_000;

/** Lines of Node.js about its inspector. */
const INSPECTOR_LINES = /^(?:Debugger (?:listening on|attached|ending on)|For help, see: https:\/\/nodejs\.org|Waiting for the debugger)/;

/** Lambda's limit on the init phase. */
const INIT_TIMEOUT_MS = 10_000;

const RUNTIME_CLIENT = join(__dirname, 'runtime-client.cjs');
const BOOTSTRAP = join(__dirname, 'bootstrap.mjs');

export interface InvokeResponse {
  /** Set if the function failed, as in the response of Lambda's Invoke. */
  readonly functionError?: 'Unhandled';
  /** Set if Lambda throttled the invocation. */
  readonly throttled?: true;
  readonly payload: string;
}

export interface EnvironmentOptions {
  readonly surroundings: Surroundings;
  readonly accessKeys: AccessKeys;
  readonly lifetime: Lifetime;
  /** Starts the session of the function's role. */
  readonly session: (onDecision: (decision: AccessDecision) => void) => RoleSession;
  readonly onLine: (line: string) => void;
  /** Set if the function is debugged: its timeout is off. */
  readonly inspector?: Inspector;
}

interface PendingInvocation {
  readonly requestId: string;
  readonly functionArn: string;
  readonly payload: string;
  readonly complete: (response: InvokeResponse) => void;
}

/** A process of a function, which handles one invocation at a time. */
export class ExecutionEnvironment {
  static async start(configuration: FunctionConfiguration, options: EnvironmentOptions): Promise<ExecutionEnvironment> {
    const releaseInspector = await options.inspector?.take();
    const environment = new ExecutionEnvironment(configuration, options);
    void environment.ended.then(releaseInspector);
    environment.runtimeApi = await RuntimeApi.start({
      onNext: () => environment.takeNext(),
      onResponse: (payload) => environment.complete({ payload }),
      onError: (payload) => environment.complete(unhandled(payload)),
      onResponseTooLarge: () =>
        environment.complete(environment.report('Function.ResponseSizeTooLarge', 'The response is larger than 6 MB')),
      onInitError: (payload) => {
        environment.failure = unhandled(payload);
      },
    });
    try {
      environment.spawn();
      return environment;
    } catch (error) {
      environment.runtimeApi.close();
      releaseInspector?.();
      throw error;
    }
  }

  /** Resolves when the process waits for its first invocation, or has ended before. */
  readonly initialized: Promise<void>;
  readonly ended: Promise<void>;

  private readonly events = new EventTarget();
  private runtimeApi!: RuntimeApi;
  private child!: ChildProcess;
  private waiting = false;
  private invocation?: PendingInvocation;
  /** The trace of the latest invocation: a function may also log and call services after its response. */
  private trace?: Trace;
  private readonly credentials: TemporaryCredentials;
  private timer?: NodeJS.Timeout;
  private failure?: InvokeResponse;

  private constructor(private readonly configuration: FunctionConfiguration, private readonly options: EnvironmentOptions) {
    this.credentials = options.accessKeys.issue(options.session((decision) => this.trace?.decide(decision)));
    this.ended = this.event('ended');
    this.initialized = Promise.race([this.event('initialized'), this.ended]);
  }

  get alive(): boolean {
    return this.failure === undefined;
  }

  async invoke(payload: string, functionArn: string, trace?: Trace): Promise<InvokeResponse> {
    return new Promise((complete) => {
      this.invocation = { requestId: randomUUID(), functionArn, payload, complete };
      this.trace = trace;
      if (this.failure) {
        this.complete(this.failure);
      } else if (this.waiting) {
        this.hand(this.invocation);
      }
    });
  }

  /** Ends an environment that is idle. */
  stop(): void {
    this.failure = unhandled('');
    killGroup(this.child, 'SIGKILL');
  }

  private spawn(): void {
    const { configuration, credentials, options: { inspector, lifetime, surroundings } } = this;
    const inspect = inspector ? [`--inspect=${inspector.address}`] : [];
    this.child = lifetime.spawn(process.execPath, ['--enable-source-maps', ...inspect, '--require', RUNTIME_CLIENT, BOOTSTRAP], {
      cwd: configuration.taskRoot,
      env: processEnvironment(configuration, this.runtimeApi.address, credentials, surroundings),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const output of [this.child.stdout, this.child.stderr]) {
      createInterface(output as Readable).on('line', (line) => this.log(line));
    }
    this.child.once('exit', (code, signal) => this.end(code === null ? `signal: ${signal}` : `exit status ${code}`));
    this.child.once('error', (error) => this.end(error.message));
    this.limit(INIT_TIMEOUT_MS, 'Init');
  }

  private takeNext(): void {
    clearTimeout(this.timer);
    this.waiting = true;
    this.events.dispatchEvent(new Event('initialized'));
    if (this.invocation) {
      this.hand(this.invocation);
    }
  }

  private hand({ functionArn, payload, requestId }: PendingInvocation): void {
    const timeoutMs = this.options.inspector ? LONGEST_TIMEOUT_MS : this.configuration.timeoutMs;
    this.waiting = false;
    this.limit(timeoutMs, 'Task');
    this.runtimeApi.send({ requestId, functionArn, payload, timeoutMs });
  }

  private complete(response: InvokeResponse): void {
    clearTimeout(this.timer);
    const invocation = this.invocation;
    this.invocation = undefined;
    // Afterwards, so that the lines that the function logged before are read.
    setImmediate(() => invocation?.complete(response));
  }

  private limit(milliseconds: number, what: string): void {
    if (this.options.inspector) {
      return;
    }
    this.timer = setTimeout(() => {
      this.failure = this.report('Sandbox.Timedout', `${what} timed out after ${(milliseconds / 1_000).toFixed(2)} seconds`);
      killGroup(this.child, 'SIGKILL');
    }, milliseconds);
  }

  private end(status: string): void {
    this.failure ??= this.report('Runtime.ExitError', `Runtime exited with error: ${status}`);
    this.complete(this.failure);
    this.options.accessKeys.revoke(this.credentials);
    this.runtimeApi.close();
    this.events.dispatchEvent(new Event('ended'));
  }

  /** Reports a failure that the function cannot report itself, with Lambda's message. */
  private report(errorType: string, errorMessage: string): InvokeResponse {
    const payload = JSON.stringify({ errorType, errorMessage });
    if (!this.options.lifetime.over) {
      this.log(payload);
    }
    return unhandled(payload);
  }

  private log(line: string): void {
    if (this.options.inspector && INSPECTOR_LINES.test(line)) {
      return;
    }
    this.options.onLine(line);
    this.trace?.write({ logicalId: this.configuration.logicalId, line });
  }

  private async event(name: string): Promise<void> {
    return new Promise((resolve) => this.events.addEventListener(name, () => resolve(), { once: true }));
  }
}

function unhandled(payload: string): InvokeResponse {
  return { functionError: 'Unhandled', payload };
}
