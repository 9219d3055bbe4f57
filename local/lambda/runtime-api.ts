import { randomBytes } from 'node:crypto';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { HOST, listen } from '../machine/loopback';
import { isFromPage } from '../machine/page-requests';

/** Lambda's limit on a synchronous response: 6 MB, plus an allowance for the envelope. */
const MAX_RESPONSE_BYTES = 6 * 1024 * 1024 + 100;

interface Invocation {
  readonly requestId: string;
  readonly functionArn: string;
  readonly payload: string;
  readonly timeoutMs: number;
}

interface RuntimeApiEvents {
  /** The process requests an invocation: its init phase is complete. */
  onNext(): void;
  onResponse(payload: string): void;
  onResponseTooLarge(): void;
  onError(payload: string): void;
  onInitError(payload: string): void;
}

/** The server from which a function's process receives its invocations; one per execution environment. */
export class RuntimeApi {
  static async start(events: RuntimeApiEvents): Promise<RuntimeApi> {
    // A connection must stay open while a function blocks its event loop for seconds.
    const server = createServer({ keepAliveTimeout: 0 });
    // The path keeps everybody else out, because only the function's process has it in its environment.
    const secret = randomBytes(16).toString('hex');
    const api = new RuntimeApi(server, events, `${HOST}:${await listen(server, 0)}`, `/${secret}`);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      api.answer(request, response).catch(() => response.destroy());
    });
    return api;
  }

  private waiting?: ServerResponse;
  private requestId?: string;

  private constructor(
    private readonly server: Server,
    private readonly events: RuntimeApiEvents,
    private readonly host: string,
    private readonly basePath: string,
  ) {}

  /** The value of AWS_LAMBDA_RUNTIME_API. */
  get address(): string {
    return this.host + this.basePath;
  }

  /** Sends an invocation to the process, which must be waiting for one. */
  send({ requestId, functionArn, payload, timeoutMs }: Invocation): void {
    this.requestId = requestId;
    this.waiting?.writeHead(200, {
      'Content-Type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': requestId,
      'Lambda-Runtime-Deadline-Ms': Date.now() + timeoutMs,
      'Lambda-Runtime-Invoked-Function-Arn': functionArn,
      'Lambda-Runtime-Trace-Id': `Root=1-${requestId.slice(0, 8)}-${requestId.replaceAll('-', '').slice(8)};Sampled=0`,
    }).end(payload);
    this.waiting = undefined;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const prefix = `${this.basePath}/2018-06-01/runtime/`;
    if (isFromPage(request) || !request.url?.startsWith(prefix)) {
      response.writeHead(403).end();
      return;
    }
    const resource = request.url.slice(prefix.length);
    if (resource === 'invocation/next') {
      this.waiting = response;
      this.events.onNext();
      return;
    }
    const payload = await read(request);
    response.writeHead(202).end();
    if (resource === 'init/error') {
      this.events.onInitError(payload ?? '');
    } else {
      this.takeOutcome(resource, payload);
    }
  }

  private takeOutcome(resource: string, payload: string | undefined): void {
    const [, requestId, outcome] = resource.split('/');
    // A second outcome for the same invocation must not count for the next one.
    if (requestId !== this.requestId) {
      return;
    }
    this.requestId = undefined;
    if (payload === undefined) {
      this.events.onResponseTooLarge();
    } else if (outcome === 'response') {
      this.events.onResponse(payload);
    } else {
      this.events.onError(payload);
    }
  }
}

async function read(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_RESPONSE_BYTES) {
      chunks.push(chunk);
    }
  }
  return size > MAX_RESPONSE_BYTES ? undefined : Buffer.concat(chunks).toString();
}
