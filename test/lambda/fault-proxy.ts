import { once } from 'node:events';
import { createServer, IncomingHttpHeaders, IncomingMessage, request, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineAnswer, Fault, FaultName, FAULTS, PASS } from './faults';
import { LaggingIndex } from './lagging-index';

/** The faults of a health check of DynamoDB. */
const STATES: Record<FaultName | 'healthy', Pick<Fault, 'answer'>> = {
  ...FAULTS,
  healthy: { answer: (response) => { response.writeHead(200).end('healthy: dynamodb.us-east-1.amazonaws.com '); } },
};

/** The name that the functions send in each request, if a test asks for it. */
export const CALL_HEADER = 'x-call';

/** `pass` lets a request through. */
export type Step = FaultName | 'pass';

export type State = keyof typeof STATES;

/** An action after one attempt and before the next step. */
export type Meanwhile = () => Promise<unknown>;

/** A request as it came. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Stands between the functions and a DynamoDB engine; one step of the script happens to each request, the last one to all that follow. */
export class FaultProxy {
  public engine = '';
  /** The operations that were asked for, one for each attempt. */
  public readonly attempts: string[] = [];
  /** The input of each attempt. */
  public readonly inputs: Record<string, unknown>[] = [];
  /** The answers of DynamoDB. */
  public readonly outputs: Record<string, unknown>[] = [];
  public script: (Step | Meanwhile)[] = ['pass'];
  /** Every request, of whatever kind. */
  public readonly received: Received[] = [];
  /** The fault of health checks of DynamoDB, which are not attempts. */
  public state: State = 'healthy';
  /** The number of health checks. */
  public connections = 0;
  /** Instead of the script, for requests that come at once: the step of each, which may name its call. */
  public stepOf?: (input: Record<string, unknown>, call: string | undefined) => Promise<Step>;
  /** The index that shows changes late; without it, the index of the table shows every change at once. */
  public index?: LaggingIndex;
  /** Multiplies the times of the faults. */
  public pace = 1;

  private last?: ServerResponse;
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly atEngine = new Set<Promise<unknown>>();
  private readonly server = createServer((incoming, response) => { void this.answer(incoming, response); })
    .on('connection', () => { this.connections++; });

  /** The delay of a request that is carried out late. */
  public hold = (millis: number): Promise<unknown> => delay(millis * this.pace);

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The input of the last attempt. */
  get lastInput(): Record<string, unknown> {
    return this.inputs.at(-1) ?? {};
  }

  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
  }

  /** Resolves when nobody waits for the last request any more. */
  async abandoned(): Promise<void> {
    if (!this.last!.closed) {
      await once(this.last!, 'close');
    }
  }

  /** Resolves when the engine has carried out every request that it is to carry out, even late ones. */
  async landed(): Promise<void> {
    await Promise.all(this.underWay);
  }

  /** Resolves when the engine has carried out every request that is not held back. */
  async carriedOut(): Promise<void> {
    await Promise.all(this.atEngine);
  }

  /** Closes the idle connections. */
  closeIdleConnections(): void {
    this.server.closeIdleConnections();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  forget(): void {
    this.attempts.length = 0;
    this.inputs.length = 0;
    this.outputs.length = 0;
    this.received.length = 0;
    this.connections = 0;
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    this.last = response;
    const body = await buffer(incoming).catch(() => undefined);
    if (!body) {
      // Its caller gave up before it arrived.
      return;
    }
    this.received.push({ method: incoming.method!, path: incoming.url!, headers: incoming.headers, body: body.toString() });
    if (incoming.method === 'GET') {
      STATES[this.state].answer(response, undefined, this.pace);
      return;
    }
    this.attempts.push(`${incoming.headers['x-amz-target']}`.split('.')[1]);
    this.inputs.push(JSON.parse(body.toString()));
    const { delayMillis, answer, carriedOut } = await this.awaited(this.underWay, this.meet(this.lastInput, incoming, body));
    if (delayMillis) {
      await delay(delayMillis * this.pace);
    }
    // Its caller may have gone.
    if (!response.closed) {
      answer(response, carriedOut, this.pace);
    }
  }

  /** The fault that a request meets, after which it is carried out or not. */
  private async meet(
    input: Record<string, unknown>, incoming: IncomingMessage, body: Buffer,
  ): Promise<Fault & { carriedOut?: EngineAnswer }> {
    const step = await (this.stepOf?.(input, incoming.headers[CALL_HEADER] as string | undefined) ?? this.nextStep());
    const given: Fault = step === 'pass' ? PASS : FAULTS[step];
    const fault = given.spares?.(incoming.headers) ? PASS : given;
    return { ...fault, carriedOut: fault.isCarriedOut ? await this.carryOut(incoming, body, fault.heldMillis) : undefined };
  }

  private async awaited<Result>(all: Set<Promise<unknown>>, work: Promise<Result>): Promise<Result> {
    all.add(work);
    try {
      return await work;
    } finally {
      all.delete(work);
    }
  }

  /** Has the engine carry a request out, whether or not its caller still waits. */
  private async carryOut({ method, url, headers }: IncomingMessage, body: Buffer, heldMillis?: number): Promise<EngineAnswer> {
    if (heldMillis) {
      await this.hold(heldMillis);
    }
    return this.awaited(this.atEngine, this.askEngine({ method, url, headers }, body));
  }

  private async askEngine({ method, url, headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>, body: Buffer): Promise<EngineAnswer> {
    // Without an agent no connection is kept that the engine may be about to close.
    const outgoing = request(this.engine, { agent: false, method, path: url, headers }).end(body);
    const [answer] = await once(outgoing, 'response') as [IncomingMessage];
    const output = await buffer(answer);
    this.outputs.push(JSON.parse(output.toString()));
    const carriedOut: EngineAnswer = { status: answer.statusCode!, headers: answer.headers, body: output };
    return this.index?.passed(JSON.parse(body.toString()), carriedOut) ?? carriedOut;
  }

  private async nextStep(): Promise<Step> {
    const step = this.script.length > 1 ? this.script.shift()! : this.script[0];
    if (typeof step === 'string') {
      return step;
    }
    await step();
    return this.nextStep();
  }
}
