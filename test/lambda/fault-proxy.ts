import { createServer, IncomingMessage, request, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What can happen to a request on its way to DynamoDB and back. */
const FAULTS = {
  /** An answer of a middlebox that is broken: fine, and empty. */
  empty: (response: ServerResponse) => answerJson(response, 200, {}),
  garbage: (response: ServerResponse) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'); },
  serverError: (response: ServerResponse) => answerJson(response, 500, { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError' }),
  throttled: (response: ServerResponse) => answerJson(response, 400, { __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException' }),
  denied: (response: ServerResponse) => answerJson(response, 400, {
    __type: 'com.amazon.coral.service#AccessDeniedException', Message: 'not authorized for S3cretUser',
  }),
  reset: (response: ServerResponse) => { response.destroy(); },
  hang: () => {},
  drip: (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    const timer = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(timer));
  },
} satisfies Record<string, (response: ServerResponse) => void>;

/** `pass` lets a request through; `lost` too, but loses the answer. */
export type Step = keyof typeof FAULTS | 'pass' | 'lost';

/** Stands between the functions and a DynamoDB engine; one step of the script happens to each request, the last one to all that follow. */
export class FaultProxy {
  static async before(engine: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(engine);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The operations that were asked for, one for each attempt. */
  public readonly attempts: string[] = [];
  /** What the last attempt asked. */
  public lastInput: Record<string, unknown> = {};
  public script: Step[] = ['pass'];

  private readonly server = createServer((incoming, response) => { void this.answer(incoming, response); });

  private constructor(private readonly engine: string) {}

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    this.attempts.push(`${incoming.headers['x-amz-target']}`.split('.')[1]);
    this.lastInput = JSON.parse(body.toString());
    const step = this.script.length > 1 ? this.script.shift()! : this.script[0];
    if (step !== 'pass' && step !== 'lost') {
      FAULTS[step](response);
      return;
    }
    const outgoing = request(this.engine, { method: incoming.method, path: incoming.url, headers: incoming.headers }, (answer) => {
      if (step === 'lost') {
        answer.resume().on('end', () => response.destroy());
      } else {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      }
    });
    outgoing.end(body);
  }
}

function answerJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}
