import { once } from 'node:events';
import { createServer, IncomingHttpHeaders, IncomingMessage, request, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What can happen to a request on its way to DynamoDB and back. */
const FAULTS = {
  /** An answer of a middlebox that is broken: fine, and empty. */
  empty: (response: ServerResponse) => answerJson(response, 200, {}),
  garbage: (response: ServerResponse) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'); },
  badGateway: (response: ServerResponse) => { response.writeHead(502, { 'content-type': 'text/html' }).end('<html>'); },
  /** Of a proxy that takes nobody on: DynamoDB says what is wrong. */
  forbidden: (response: ServerResponse) => { response.writeHead(403).end(); },
  serverError: refusal('InternalServerError', {}, 500),
  throttled: refusal('ProvisionedThroughputExceededException'),
  throttling: refusal('ThrottlingException'),
  denied: refusal('AccessDeniedException', { Message: 'not authorized for S3cretUser' }),
  invalid: refusal('ValidationException'),
  unknownOperation: refusal('UnknownOperationException'),
  transactionInProgress: refusal('TransactionInProgressException'),
  /** A write of one item meets a transaction. */
  conflicting: refusal('TransactionConflictException'),
  transactionConflict: cancellation('TransactionConflict', 'None'),
  /** It is the note whose partition is busy, not its record's. */
  transactionThrottled: cancellation('None', 'ThrottlingError'),
  reset: (response: ServerResponse) => { response.destroy(); },
  hang: () => {},
  drip: (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    const timer = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(timer));
  },
} satisfies Record<string, (response: ServerResponse) => void>;

/** What can happen to a question for DynamoDB's state. */
const STATES = {
  ...FAULTS,
  healthy: (response: ServerResponse) => { response.writeHead(200).end('healthy: dynamodb.us-east-1.amazonaws.com '); },
};

/** `pass` lets a request through; `lost` too, but loses the answer. */
export type Step = keyof typeof FAULTS | 'pass' | 'lost';

export type State = keyof typeof STATES;

/** What happens after one attempt and before the next step. */
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
  /** What each attempt asked. */
  public readonly inputs: Record<string, unknown>[] = [];
  /** What DynamoDB has answered. */
  public readonly outputs: Record<string, unknown>[] = [];
  public script: (Step | Meanwhile)[] = ['pass'];
  /** Every request, of whatever kind. */
  public readonly received: Received[] = [];
  /** What happens to questions for DynamoDB's state, which are no attempts. */
  public state: State = 'healthy';
  /** How many there were. */
  public connections = 0;
  /** Instead of the script, for requests that come at once: the step of each. */
  public stepOf?: (input: Record<string, unknown>) => Promise<Step>;

  private last?: ServerResponse;
  private readonly server = createServer((incoming, response) => { void this.answer(incoming, response); })
    .on('connection', () => { this.connections++; });

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What the last attempt asked. */
  get lastInput(): Record<string, unknown> {
    return this.inputs.at(-1) ?? {};
  }

  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
  }

  /** Resolves when nobody waits any longer for what was asked last. */
  async abandoned(): Promise<void> {
    if (!this.last!.closed) {
      await once(this.last!, 'close');
    }
  }

  /** Closes the connections on which nothing is under way. */
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
    const body = await buffer(incoming);
    this.received.push({ method: incoming.method!, path: incoming.url!, headers: incoming.headers, body: body.toString() });
    if (incoming.method === 'GET') {
      STATES[this.state](response);
      return;
    }
    this.attempts.push(`${incoming.headers['x-amz-target']}`.split('.')[1]);
    this.inputs.push(JSON.parse(body.toString()));
    const step = await (this.stepOf?.(this.lastInput) ?? this.nextStep());
    if (step !== 'pass' && step !== 'lost') {
      FAULTS[step](response);
      return;
    }
    // Without an agent no connection is kept that the engine may be about to close.
    const options = { agent: false, method: incoming.method, path: incoming.url, headers: incoming.headers };
    const outgoing = request(this.engine, options, (answer) => { void this.passBack(answer, response, step); });
    outgoing.end(body);
  }

  private async passBack(answer: IncomingMessage, response: ServerResponse, step: 'pass' | 'lost'): Promise<void> {
    const body = await buffer(answer);
    this.outputs.push(JSON.parse(body.toString()));
    if (step === 'lost') {
      response.destroy();
    } else {
      response.writeHead(answer.statusCode!, answer.headers).end(body);
    }
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

function answerJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}

function refusal(name: string, members: object = {}, status = 400) {
  return (response: ServerResponse) => answerJson(response, status, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, ...members });
}

function cancellation(...codes: string[]) {
  return refusal('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });
}
