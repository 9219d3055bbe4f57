import { once } from 'node:events';
import { createServer, IncomingHttpHeaders, IncomingMessage, request, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { PROBLEM_MEDIA_TYPE, ProblemCode, problemDocument, PROBLEMS } from '../../src/contract/problems';

interface Whole {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer | string;
}

/** The faults of a request on its way to the API and back. */
interface Fault {
  /** Whether the API gets it. */
  readonly arrives: boolean;
  readonly answer: (response: ServerResponse, whole: Whole) => void;
}

const pass = (response: ServerResponse, { status, headers, body }: Whole): void => { response.writeHead(status, headers).end(body); };
const broken = (response: ServerResponse): void => { response.destroy(); };
const page = (status: number, headers = {}) => (response: ServerResponse): void => {
  response.writeHead(status, { 'Content-Type': 'text/html', ...headers }).end('<!DOCTYPE html><title>Network</title>');
};
const problem = (code: ProblemCode, headers = {}) => (response: ServerResponse): void => {
  response.writeHead(PROBLEMS[code].status!, { 'Content-Type': PROBLEM_MEDIA_TYPE, ...headers }).end(JSON.stringify(problemDocument(code, 'request')));
};

const AT_ONCE = { 'Retry-After': '0' };

const FAULTS = {
  pass: { arrives: true, answer: pass },
  lostRequest: { arrives: false, answer: broken },
  lostAnswer: { arrives: true, answer: broken },
  halfAnAnswer: {
    arrives: true,
    answer: (response, { status, headers, body }) => {
      response.writeHead(status, { ...headers, 'content-length': `${body.length + 100}` });
      response.write(body);
      setTimeout(() => response.destroy(), 5);
    },
  },
  hangs: { arrives: false, answer: () => {} },
  carriedOutAndHangs: { arrives: true, answer: () => {} },
  throttled: { arrives: false, answer: problem('throttled', AT_ONCE) },
  unavailable: { arrives: false, answer: problem('temporarily-unavailable', AT_ONCE) },
  unavailableAfter: { arrives: true, answer: problem('temporarily-unavailable', AT_ONCE) },
  internal: { arrives: false, answer: problem('internal') },
  badGateway: { arrives: true, answer: page(502) },
  signInPage: { arrives: false, answer: page(200) },
  redirect: { arrives: false, answer: page(302, { Location: '/sign-in' }) },
  forbiddenPage: { arrives: false, answer: page(403) },
  unauthenticated: { arrives: false, answer: problem('unauthenticated') },
  quota: {
    arrives: false,
    answer: (response) => {
      response.writeHead(429, { 'Content-Type': PROBLEM_MEDIA_TYPE }).end(JSON.stringify(problemDocument('refused', 'request')));
    },
  },
  throttledForADay: { arrives: false, answer: problem('throttled', { 'Retry-After': '86400' }) },
  unavailableForADay: { arrives: true, answer: problem('temporarily-unavailable', { 'Retry-After': '86400' }) },
  throttledUntil2100: { arrives: false, answer: problem('throttled', { 'Retry-After': 'Fri, 01 Jan 2100 00:00:00 GMT' }) },
  noTransactions: { arrives: false, answer: problem('idempotency-unsupported') },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

/** A request as it left the client. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Stands between a client and an API; one step of the script happens to each request. */
export class Network {
  static async before(api: string): Promise<Network> {
    const network = new Network(new URL(api));
    network.server.listen(0, '127.0.0.1');
    await once(network.server, 'listening');
    return network;
  }

  /** Every request since the last `meet`. */
  readonly sent: Sent[] = [];
  /** Selects the fault of each request, instead of the script. */
  chance?: () => FaultName | Promise<FaultName>;

  private script: FaultName[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private readonly server = createServer((incoming, response) => {
    const work = this.carry(incoming, response).finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  });

  private constructor(private readonly api: URL) {}

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${this.api.pathname}`;
  }

  /** The faults of the next requests; later ones pass. */
  meet(...script: FaultName[]): void {
    this.sent.length = 0;
    this.chance = undefined;
    this.script = script;
  }

  /** Resolves when all requests are carried out, even those that nobody waits for. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async carry(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = incoming;
    const body = await buffer(incoming);
    this.sent.push({ method, url, headers, body: body.toString() });
    const { arrives, answer }: Fault = FAULTS[await this.chance?.() ?? this.script.shift() ?? 'pass'];
    answer(response, arrives ? await this.asked({ method, path: url, headers }, body) : { status: 0, headers: {}, body: '' });
  }

  private async asked(options: { method: string; path: string; headers: IncomingHttpHeaders }, body: Buffer): Promise<Whole> {
    const outgoing = request(this.api.origin, { ...options, headers: { ...options.headers, host: this.api.host } }).end(body);
    const [answer] = await once(outgoing, 'response') as [IncomingMessage];
    return { status: answer.statusCode!, headers: answer.headers, body: await buffer(answer) };
  }
}
